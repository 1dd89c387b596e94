import type { Allowance, Limit } from '../allowance.ts'
import { HOUR, MINUTE } from '../vocabulary.ts'

/** Wrong tries that are answered; the next waits (DESIGN 4.5: the tenth). */
const PER_CLIENT_AND_ACCOUNT: Limit = { count: 9, per: 15 * MINUTE }
/** Of one network over all accounts, against one password tried with many. */
const PER_CLIENT: Limit = { count: 60, per: HOUR }
/**
 * Of one account from everywhere, against many networks. Its own browsers are counted apart, and a link of an administrator
 * does not ask it, so it locks nobody out. Beyond it not even the right password passes: that would tell it to whoever guesses.
 */
const PER_ACCOUNT: Limit = { count: 200, per: HOUR }

/**
 * What a try to sign in takes until it is right. `browser`: the id of one in which this account was signed in before;
 * nobody else's tries count against it.
 */
export function triesOf(client: string, email: string, browser: string | null): Allowance[] {
  if (browser !== null) return [{ key: `sign-in ${email} in ${browser}`, limit: PER_CLIENT_AND_ACCOUNT }]
  return [
    { key: `sign-in ${email} from ${client}`, limit: PER_CLIENT_AND_ACCOUNT },
    { key: `sign-in from ${client}`, limit: PER_CLIENT },
    { key: `sign-in ${email}`, limit: PER_ACCOUNT },
  ]
}

/** Wrong codes of one account from everywhere: whoever has its password meets one of three in a million so seldom. */
const CODES_PER_ACCOUNT: Limit = { count: 20, per: HOUR }

/** Of an authenticator, or one to recover with. */
type CodeKind = 'code' | 'recovery code'

/** Which kind of code was typed, by its form alone. */
export function kindOfCode(code: string): CodeKind {
  return /^\d{6}$/.test(code.replace(/\s/g, '')) ? 'code' : 'recovery code'
}

/**
 * What a try of a second factor takes until it is right. Only whoever has the password gets here. The kinds are counted
 * apart: whoever guesses at the authenticator's does not take the way out from the owner.
 */
export function codeTriesOf(
  kind: CodeKind,
  { client, personId, browser }: { client: string; personId: string; browser: string | null },
): Allowance[] {
  if (browser !== null) return [{ key: `${kind} ${personId} in ${browser}`, limit: PER_CLIENT_AND_ACCOUNT }]
  return [
    { key: `${kind} ${personId} from ${client}`, limit: PER_CLIENT_AND_ACCOUNT },
    { key: `${kind} ${personId}`, limit: CODES_PER_ACCOUNT },
  ]
}

/**
 * What a try to sign in with a passkey takes until it is right. Nobody guesses one: so little is counted that nobody is
 * locked out, and so much that nobody has answers checked without end. `browser`: as in `triesOf`.
 */
export function passkeyTriesOf(client: string, credential: string, browser: string | null): Allowance[] {
  if (browser !== null) return [{ key: `passkey ${credential} in ${browser}`, limit: PER_CLIENT_AND_ACCOUNT }]
  return [
    { key: `passkey ${credential} from ${client}`, limit: PER_CLIENT_AND_ACCOUNT },
    { key: `passkey from ${client}`, limit: PER_CLIENT },
  ]
}

/** What it takes to say one's password again while signed in. */
export function ownTriesOf(personId: string): Allowance[] {
  return [{ key: `password again ${personId}`, limit: PER_CLIENT_AND_ACCOUNT }]
}

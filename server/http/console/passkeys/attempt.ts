import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { conflict } from '../../../domain/refusal.ts'
import { ASKED_FOR, type Challenge } from '../../../domain/staff/passkey.ts'
import { type RelyingParty, relyingParty } from '../../../lib/passkeys/relying-party.ts'
import { seal, unseal } from '../../../lib/secret/sealed.ts'
import { newSecret } from '../../../lib/secret/secrets.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { must } from '../../middleware/problem.ts'
import { nameOf, options } from '../cookies.ts'

/** What a device was asked, until it answers: kept in the browser, sealed, so that any instance can take the answer. */
interface Asked extends Challenge {
  /** What a new passkey is to be called; '' where somebody signs in. */
  name: string
}

/** This site to devices with passkeys; null where its address allows none. */
export function partyOf({ site, log }: Pick<AppDeps, 'site' | 'log'>) {
  return relyingParty(site.url, (err) => log.warn({ err }, 'a passkey was refused'))
}

/** The same, where nobody is asked for a passkey otherwise: a 409. */
export function partyHere(deps: Pick<AppDeps, 'site' | 'log'>): RelyingParty {
  return partyOf(deps) ?? must<never>(NOWHERE)
}
const NOWHERE = conflict('no_passkeys', 'This site has an address at which browsers know no passkeys.')

/** `who`: whose new passkey it is to be; null: whoever signs in. */
const purpose = (who: string | null) => (who === null ? 'passkey to sign in with' : `new passkey of ${who}`)

/** Asks the device of this browser for an answer: what it is to sign. */
export function ask(c: Context<Env>, deps: AppDeps, who: string | null, name = ''): string {
  const asked: Asked = { challenge: newSecret(), at: deps.clock(), name }
  const kept = seal(deps.linkSecret, purpose(who), JSON.stringify(asked))
  setCookie(c, nameOf(deps, 'passkey'), kept, options(deps, ASKED_FOR / 1000))
  return asked.challenge
}

/** What this browser's device was asked, of use once; null if it was not. */
export function takeAsked(c: Context<Env>, deps: AppDeps, who: string | null): Asked | null {
  const asked = unseal(deps.linkSecret, purpose(who), getCookie(c, nameOf(deps, 'passkey')) ?? '')
  deleteCookie(c, nameOf(deps, 'passkey'), options(deps, 0))
  return asked === null ? null : (JSON.parse(asked) as Asked)
}

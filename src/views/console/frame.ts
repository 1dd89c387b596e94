import type { Role } from '../../../server/domain/vocabulary.ts'

/** Who is signed in. */
export interface Me {
  name: string
  role: Role
  /** May they read the local mailbox, and is there one? */
  mailbox?: boolean
}

/** What every page of the console carries. */
export interface ConsoleFrame<K extends string> {
  kind: `console/${K}`
  /** Null where nobody is signed in. */
  me: Me | null
  /** What was wrong with the form that was sent; empty where nothing was. */
  faults: ConsoleFault[]
  /** What was done just now, where a form has led to this page. */
  flash?: Flash
  /** No mail leaves this installation: it stays in the local mailbox. */
  mailStays?: boolean
  /** What the page was made of, by which it asks whether there is more. */
  pageMark?: string
}

/** That something was done, and the form that takes it back, where there is one: what its button says and sends as `do`. */
export interface Flash {
  says: string
  back: { action: string; value: string; text: string } | null
}

/** What was wrong: with one field, named as in the form, or with all of it. `says` is a sentence. */
export interface ConsoleFault {
  field: string | null
  says: string
}

/** A form that waits for its writer to be signed in again: where it goes, and its fields with their values. */
export interface KeptForm {
  action: string
  fields: [string, string[]][]
}

/** A page for another role than one's own. */
export interface BarredView extends ConsoleFrame<'entry/barred'> {
  needed: Role
}

export interface SignInView extends ConsoleFrame<'entry/sign-in'> {
  /** The account that was signed in here was disabled. */
  isDisabled: boolean
  /** There is no account yet. */
  isFirst: boolean
  /** The identity provider at which staff sign in; null: by password alone. */
  provider: string | null
  /** Do passwords count only of accounts that are kept for when the provider is down? */
  isForFew: boolean
  /** Does anybody here sign in with a passkey? */
  passkeys: boolean
  email: string
  /** Where it leads: a path of the console. */
  next: string
  /** Sealed `KeptForm`; null if none waits. */
  kept: string | null
}

/** The second step of signing in. */
export interface CodeView extends ConsoleFrame<'entry/code'> {
  /** Sealed: whose password was right. */
  ticket: string
  next: string
  kept: string | null
}

/** After signing in again: what was typed before, still to be sent; or with a code to recover with. */
export interface AgainView extends ConsoleFrame<'entry/again'> {
  /** Null where nothing waits. */
  form: KeptForm | null
  /** How many codes to recover with are left; null if none was used. */
  left: number | null
  /** Where to go on to. */
  next: string
}

/** A form that could not be taken, with all that was written. */
export interface UnpostedView extends ConsoleFrame<'entry/unposted'> {
  form: KeptForm
  /** The status of the answer. */
  why: 400 | 403 | 413 | 429 | 500 | 503
  /** Nobody knows whether it was done nevertheless. */
  perhapsSaved: boolean
}

/** Asks for whom a link to a new password is to be mailed; then, that it was asked for. */
export interface ForgottenView extends ConsoleFrame<'entry/forgotten'> {
  /** As typed. */
  email: string
  isAsked: boolean
}

/** A link that was printed or mailed: what it is for, and for whom. */
export interface SetupView extends ConsoleFrame<'entry/setup'> {
  purpose: 'first' | 'invitation' | 'reset' | 'visit' | 'over'
  person: { name: string; email: string } | null
  /** As typed before. */
  name: string
  email: string
}

import type { Instant, Role } from '../../../server/domain/vocabulary.ts'
import type { ConsoleFrame } from './frame.ts'
import type { PasskeyRow } from './passkeys/passkeys.ts'

/** A browser in which somebody is signed in. */
interface SessionRow {
  id: string
  browser: string
  since: Instant
  seenAt: Instant
  isThis: boolean
}

/** One's own account. */
export interface AccountView extends ConsoleFrame<'account'> {
  email: string
  hasPassword: boolean
  /** Of the demonstration. */
  isVisitor: boolean
  hasSecondFactor: boolean
  /** Their role needs it. */
  needsFactor: boolean
  /** Codes to recover with that were not used. */
  codesLeft: number
  passkeys: PasskeyRow[]
  /** Do browsers know passkeys at the site's address? */
  knowsPasskeys: boolean
  sessions: SessionRow[]
  /** What was done just now. */
  done: 'password' | 'factor' | 'sessions' | null
}

/** Setting up a second factor; at last, the codes to recover with, shown once. */
export interface FactorView extends ConsoleFrame<'factor'> {
  email: string
  /** In base32; null once it is set up. */
  secret: string | null
  /** `otpauth:`, for an authenticator on this device. */
  link: string | null
  codes: string[]
  /** Their role needs one, and they have had none. */
  isNeeded: boolean
  /** Nobody has to say a password who has none here. */
  hasPassword: boolean
}

interface PersonRow {
  id: string
  email: string
  name: string
  role: Role
  isReady: boolean
  hasSecondFactor: boolean
  isBreakGlass: boolean
  disabledAt: Instant | null
  sessions: number
  isMe: boolean
  /** The tokens of the API that they made and that still work. */
  tokens: { name: string; role: Role }[]
  /** Of those that were revoked as they were disabled. */
  revokedTokens: string[]
  /** Why the person may not have the link that was mailed; null where nothing is known against it. */
  mail: { state: 'failed' | 'waiting'; why: string | null } | null
}

/** Everybody who works at the desk. */
export interface PeopleView extends ConsoleFrame<'people'> {
  people: PersonRow[]
  /** What the identity provider is called; null: there is none. */
  provider: string | null
  /** Does mail leave this installation? */
  mails: boolean
  /** As typed. */
  typed: { email: string; name: string; role: Role; mail: boolean }
  /** Whose forms were refused: an id; null where it was the invitation. */
  about: string | null
  /** The button that was pressed there, by its value. */
  pressed: string | null
  /** The role that was chosen there. */
  chosen: Role | null
  /** A link to hand over, shown once; `mailed`: it was sent as well. */
  link: { name: string; url: string; mailed: boolean } | null
}

interface TokenRow {
  id: string
  name: string
  role: Role
  lastUsedAt: Instant | null
  expiresAt: Instant | null
}

/** The tokens of the API that are in force. */
export interface TokensView extends ConsoleFrame<'tokens'> {
  tokens: TokenRow[]
  typed: { name: string; role: Role; days: number }
  /** A new one, shown once. */
  made: { name: string; token: string } | null
}

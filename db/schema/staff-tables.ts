import type { Generated } from 'kysely'
import type { Way } from '../../server/domain/staff/sign-in-rules.ts'
import type { Instant, Role } from '../../server/domain/vocabulary.ts'
import type { Bit, Json } from './types.ts'

/** Somebody who works at the desk. */
export interface PersonTable {
  id: string
  /** In lower case. */
  email: string
  name: string
  role: Role
  /** See `hashPassword`; null until it was set. */
  password: string | null
  /** Base32, sealed with the secret key; null: no second factor. */
  totp_secret: string | null
  /** The last step whose code was used. */
  totp_step: Generated<number>
  /** `string[]`: SHA-256 of each that was not used. */
  recovery_codes: Generated<Json>
  /** Comes in by password while the identity provider is down. */
  break_glass: Generated<Bit>
  disabled_at: Instant | null
  demo: Generated<Bit>
  created_at: Instant
  updated_at: Instant
}

/** A browser in which a person is signed in. */
export interface SessionTable {
  id: string
  /** SHA-256 of what the cookie has, hex. */
  hash: string
  person_id: string
  /** Such as "Firefox on Linux". */
  browser: string
  way: Generated<Way>
  /** Begun by a break-glass account, past the identity provider. */
  break_glass: Generated<Bit>
  created_at: Instant
  seen_at: Instant
  /** The one that it was begun with; null: with a password, a link or the identity provider. */
  passkey_id: string | null
}

/** A key of a device, by which a person signs in. */
export interface PasskeyTable {
  id: string
  /** What the device calls it, base64url. */
  credential: string
  person_id: string
  /** As its owner calls it. */
  name: string
  /** COSE, base64url. */
  public_key: string
  /** How often the device says that it has signed; most say 0 for ever. */
  counter: number
  /** `string[]`: how browsers reach the device. */
  transports: Generated<Json>
  created_at: Instant
  last_used_at: Instant | null
}

/** Who a person is at an identity provider. */
export interface IdentityTable {
  issuer: string
  /** '' where the issuer has but one. */
  tenant: string
  subject: string
  person_id: string
  created_at: Instant
}

/** What a link of `/staff/setup/` is for: the first administrator, a new account, a new password, a look at the demonstration. */
export type SetupPurpose = 'first' | 'invitation' | 'reset' | 'visit'

export interface SetupLinkTable {
  /** SHA-256 of the token in the link, hex. */
  hash: string
  purpose: SetupPurpose
  person_id: string | null
  created_at: Instant
  expires_at: Instant
  used_at: Instant | null
  /** The `staff.account` event that mails it; null: it was shown or printed. */
  event_id: number | null
}

import type { Scope } from '../../server/domain/vocabulary.ts'
import type { PlatformRef } from './platform.ts'

export interface SubscribeView {
  kind: 'subscribe'
  platforms: PlatformRef[]
  open: { id: string; title: string }[]
  /** After a form without JavaScript: what to say above it. */
  message: 'sent' | 'invalid' | 'foreign' | 'limited' | null
  /** In how many seconds to try again, if it was too much for now. */
  wait: number | null
}

/** A confirmed or pending subscription in words: a platform's or incident's name, or null for everything. */
export interface FollowView {
  scope: Scope
  name: string | null
  kinds: ('incident' | 'maintenance')[]
}

export interface ConfirmView {
  kind: 'confirm'
  /** `expired`: it was ours once; `unknown`: never, or a part of it is missing. */
  state: 'ask' | 'done' | 'expired' | 'unknown'
  /** Partly hidden: "a…@example.org". */
  address: string | null
  follows: FollowView[]
  manageUrl: string | null
}

export interface ManageView {
  kind: 'manage'
  token: string
  /** The text above the form: of an address, or of a browser. */
  intro: 'intro' | 'introPush'
  address: string
  follows: FollowView[]
  /** Everything that could be followed. */
  platforms: PlatformRef[]
  locale: string
  timeZone: string | null
  saved: boolean
}

export interface UnsubscribeView {
  kind: 'unsubscribe'
  state: 'ask' | 'done' | 'unknown'
  address: string | null
}

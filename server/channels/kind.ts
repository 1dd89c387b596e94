import type { z } from 'zod'
import type { Result } from '../domain/refusal.ts'
import type { ChannelName } from '../domain/vocabulary.ts'

/** Where a subscriber is reached, as it is stored. */
export interface Target {
  /** The same text for the same subscriber. */
  address: string
  /** What else sending needs, such as keys to encrypt with; null: nothing. */
  keys: object | null
}

/** What the operator's configuration allows in addresses. */
export interface AddressRules {
  /** Origins of push services beside the known ones. */
  pushExtraOrigins: readonly string[]
  /** Hosts and CIDRs that requests may go to although they are private, by http and on any port. */
  outboundAllow: readonly string[]
}

/**
 * What the rest of the program knows of a channel: pure facts and functions, without anything that sends. The database,
 * the API, the forms and the dispatcher ask these facts, never a channel's name.
 */
export interface ChannelKind {
  /** In the API and in every row of a subscriber or delivery, so it never changes: lower-case letters. */
  name: ChannelName
  /** What people call it, at the beginning of a sentence. */
  title: string
  /** How subscribing works, for the API's reference. */
  description: string
  /** `every`: all updates in order. `newest`: a newer one supersedes what is unsent. */
  order: 'every' | 'newest'
  /**
   * `by-link`: a message to the address asks first. `at-once`: whoever can name the address has been asked. `by-owner`: a
   * mail to its owner asks first; whoever knows such an address may write there, so it is sealed (see `sealAddress`).
   */
  confirms: 'by-link' | 'at-once' | 'by-owner'
  /**
   * Milliseconds before the second attempt, the third and so on. After the last the message is given up, and the address
   * counts as dead unless something else got through since the first. Absent: soon and often, until a deadline.
   */
  retries?: readonly number[]
  /** Programs, which keep what they were told, hear of corrections as well; people see these on the page. */
  hearsCorrections?: true
  /** Each message is signed with a secret of the subscriber, which is shown once. */
  signs?: true
  /** The field of `POST /subscriptions` that names the address, and its schema. */
  field: string
  input: z.ZodType
  /** The field's name in plain forms and imported lists; absent: the address is no text that people write. */
  textField?: string
  /** Checks what a subscriber gives us. Pointers of a refusal are relative to the field. */
  parse(raw: unknown, rules: AddressRules): Result<Target>
  /** Enough to recognise one's own address, too little to learn somebody else's. */
  mask(address: string): string
  /** Deliveries to one queue never wait for those of another; null: all addresses share one. */
  queue(address: string): string | null
  /** Addresses of one inbox share a limit of confirmation messages; the inbox's own name has another. */
  inbox(address: string): string
  /** Present where a subscriber may move to another address, named by `field`. */
  moves?: {
    /** For the API's reference. */
    description: string
    /** Refuses to move a subscriber of another channel. */
    refusal: string
  }
  forgetsAddress: ForgettingRule
  /** Which text introduces the page that changes the subscription. */
  manageIntro: 'intro' | 'introPush'
}

/**
 * How the address of a subscriber who is gone is forgotten, `after` milliseconds. `hash`: it stays recognisable when it
 * comes up again, so that no import brings it back, but nobody can read it. `nothing`: entirely, also where neither the
 * subscriber nor the other side has been heard of for `silentFor`.
 */
type ForgettingRule = { keeps: 'hash'; after: number } | { keeps: 'nothing'; after: number; silentFor: number }

/** What else sending needs, as it is stored. */
export function keysOf({ keys }: Target): string | null {
  return keys && JSON.stringify(keys)
}

/** The lane that a delivery to an address waits in: the channel's name, and its queue if it has several. */
export function laneOf(kind: ChannelKind, address: string): string {
  const queue = kind.queue(address)
  return queue === null ? kind.name : `${kind.name} ${queue}`
}

/** The lane of messages to staff: nothing that subscribers are told waits in it, or holds it up. */
export function staffLane(kind: Pick<ChannelKind, 'name'>): string {
  return `${kind.name}${STAFF}`
}

/** A lane as metrics name it: of addresses that are secret, and as many as subscribers, the channel alone. */
export function labelOf(kind: Pick<ChannelKind, 'confirms'> | null, lane: string): string {
  return kind?.confirms === 'by-owner' ? channelOfLane(lane) : lane
}

/** No queue of a channel is called so. */
const STAFF = ' staff'

export function isStaffLane(lane: string): boolean {
  return lane.endsWith(STAFF)
}

/** The name of the channel that sends what waits in a lane. */
export function channelOfLane(lane: string): ChannelName {
  return lane.split(' ', 1)[0] ?? lane
}

import type { NoticeResult } from '../../../../server/domain/contact/proof.ts'
import type { SubscriberStanding } from '../../../../server/domain/subscription/standing.ts'
import type { Instant } from '../../../../server/domain/vocabulary.ts'
import type { FollowView } from '../../following.ts'
import type { ToldOf } from '../deliveries.ts'
import type { ConsoleFrame } from '../frame.ts'
import type { FormValues, PlatformChoices } from '../maintenance.ts'

/** How one of them is called and stands, as far as whoever looks may see it. */
export interface SubscriberNamed {
  id: string
  address: string
  /** As people call it. */
  channel: string
  standing: SubscriberStanding
  /** When it was first asked for. */
  since: Instant
}

export interface SubscriberListed extends SubscriberNamed {
  /** Does it follow everything? Otherwise the names of the first platforms and incidents, and how many more. */
  all: boolean
  follows: string[]
  others: number
  why: string | null
}

/** Who follows, found again: a page at a time. */
export interface SubscribersView extends ConsoleFrame<'subscribers/list'> {
  search: { channel: string; standing: string; platform: string; address: string }
  isNarrowed: boolean
  /** May parts of addresses be searched for? */
  seesAddresses: boolean
  channels: { name: string; title: string }[]
  standings: readonly string[]
  platforms: { id: string; name: string }[]
  subscribers: SubscriberListed[]
  isFirst: boolean
  /** This search from its beginning, and where it goes on; null at the end. */
  first: string
  next: string | null
}

export interface SubscriberMessage extends ToldOf {
  href: string
  result: NoticeResult
  why: string | null
}

/** One of them, with all that the desk does about it. */
export interface SubscriberView extends ConsoleFrame<'subscribers/one'>, SubscriberNamed {
  /** Has it an address that people read? A browser has none. */
  isMailbox: boolean
  language: string
  zone: string | null
  quiet: { from: string; to: string } | null
  digest: boolean
  /** Where the consent came from. */
  source: string
  changedAt: Instant
  offReason: string | null
  disabledWhy: string | null
  follows: FollowView[]
  asked: FollowView[]
  /** Who answers for it, as far as whoever looks may see it. */
  owner: string | null
  owned: SubscriberNamed[]
  contacts: { name: string; organisation: string; href: string }[]
  messages: SubscriberMessage[]
  lost: SubscriberMessage[]
  mayDisable: boolean
  mayEnable: boolean
  mayErase: boolean
  mayExport: boolean
  /** The fold that is open. */
  open: 'disable' | 'erase' | null
  /** As typed. */
  reason: string
  /** What is erased is what was seen. */
  seen: string
}

/** Has somebody asked whether they want to follow. */
export interface NewSubscriberView extends ConsoleFrame<'subscribers/new'>, PlatformChoices {
  values: FormValues
  zones: string[]
  once: string
}

/** What came and went, week by week. */
export interface GrowthView extends ConsoleFrame<'subscribers/growth'> {
  weeks: { from: Instant; until: Instant; joined: number; left: number; bounced: number }[]
  active: { channel: string; count: number }[]
}

import { type Allowance, type KnownAllowances, type Limit, type Taking, takeAll } from '../allowance.ts'
import { DAY, HOUR, type Instant } from '../vocabulary.ts'

// Anybody may ask us to send a confirmation mail to anybody, and to remember a browser: these limits keep that from
// being used to flood people, or the database. They are the same for all instances and survive a restart.

export interface SubscriptionLimits {
  /** Requests of one client to subscribe by a link, whatever the addresses. */
  byLink: Limit
  /** Requests of one client that are active at once, and of them in a day: each may leave an address for a long time. */
  atOnce: Limit
  atOnceADay: Limit
  /** Changes of subscriptions by one client; each thing newly followed counts as one more. */
  changes: Limit
  /** Confirmation mails to one inbox under all variants of its address; those of an address with its own count apart. */
  inbox: Limit
  /** Confirmation mails to anybody: the last line of defence. */
  confirmations: Limit
}

export const SUBSCRIPTION_LIMITS: SubscriptionLimits = {
  byLink: { count: 20, per: HOUR },
  atOnce: { count: 60, per: HOUR },
  atOnceADay: { count: 240, per: DAY },
  changes: { count: 300, per: HOUR },
  inbox: { count: 10, per: DAY },
  confirmations: { count: 1000, per: HOUR },
}

/** What an owner may ask of one address: each sends something there, or ends a secret. */
export const OWNER_LIMITS = {
  test: { count: 10, per: HOUR },
  replay: { count: 60, per: HOUR },
  secret: { count: 10, per: HOUR },
} as const satisfies Record<string, Limit>

/** Somebody who is not staff, by the networks that its address lies in, the narrowest first. */
export interface Stranger {
  networks: readonly string[]
  limits: SubscriptionLimits
}

/** Whoever has one network of customers may have many: a wider network is allowed more than one, less than its sum. */
const MORE_FOR_WIDER = [1, 5, 10]

/** What a stranger takes of a limit per client: its own part, and that of each wider network. */
export function clientAllowances(
  { networks, limits }: Stranger,
  what: 'byLink' | 'atOnce' | 'atOnceADay' | 'changes',
  cost = 1,
): Allowance[] {
  const { count, per } = limits[what]
  return networks.map((network, tier) => ({
    key: `${what} ${network}`,
    limit: { count: count * (MORE_FOR_WIDER[tier] ?? 1), per },
    cost,
  }))
}

/** Of all confirmation mails, this part is kept for networks that have asked for none for an hour. */
const KEPT_FOR_NEWCOMERS = 1 / 4

/** The inbox that a confirmation mail goes to; null for an address with its own allowance (see `hasOwnAllowance`). */
type Inbox = string | null

/**
 * Does an address count apart from the other variants of its inbox? The plain one does, and one that somebody has
 * confirmed: a stranger who asks for many variants does not lock out whoever the inbox belongs to.
 */
export function hasOwnAllowance(address: string, inbox: string, isConfirmed: boolean): boolean {
  return isConfirmed || address === inbox
}

/**
 * May a confirmation mail be sent for this stranger? Whoever floods us leaves room for the others. `isInboxFull`: not to
 * this inbox, which must not be told to anybody: it would say that somebody else has asked.
 */
export function takeConfirmationMail(
  known: KnownAllowances,
  stranger: Stranger,
  inbox: Inbox,
  now: Instant,
): Taking & { isInboxFull: boolean } {
  const { toInbox, ...forAll } = mailAllowances(stranger, inbox)
  const ofInbox = takeAll(known, toInbox, now)
  const ofAll = takeOfAll(known, forAll, now)
  if (!ofAll.ok || !ofInbox.ok) return { ...ofAll, isInboxFull: !ofInbox.ok }
  return { ok: true, wholeAt: new Map([...ofAll.wholeAt, ...ofInbox.wholeAt]), isInboxFull: false }
}

function takeOfAll(
  known: KnownAllowances,
  { general, newcomers, first }: Record<'general' | 'newcomers' | 'first', Allowance>,
  now: Instant,
): Taking {
  const usual = takeAll(known, [general], now)
  // From now on the network is no newcomer, whoever paid for its mail.
  if (usual.ok) return { ok: true, wholeAt: usual.wholeAt.set(first.key, now + first.limit.per) }
  const asNewcomer = takeAll(known, [newcomers, first], now)
  return asNewcomer.ok ? asNewcomer : usual
}

/** The keys of everything that `takeConfirmationMail` has to know. */
export function confirmationMailKeys(stranger: Stranger, inbox: Inbox): string[] {
  return Object.values(mailAllowances(stranger, inbox))
    .flat()
    .map(({ key }) => key)
}

function mailAllowances({ networks, limits: { inbox: perInbox, confirmations } }: Stranger, inbox: Inbox) {
  const { count, per } = confirmations
  const kept = Math.floor(count * KEPT_FOR_NEWCOMERS)
  return {
    toInbox: inbox === null ? [] : [{ key: `inbox ${inbox}`, limit: perInbox }],
    general: { key: 'confirmations', limit: { count: count - kept, per } },
    newcomers: { key: 'confirmations of newcomers', limit: { count: kept, per } },
    first: { key: `first confirmation ${networks.at(-1)}`, limit: { count: 1, per } },
  }
}

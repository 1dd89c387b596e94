import { DAY, type DeliveryState, type Instant, MINUTE } from '../vocabulary.ts'
import { fallback, onDuty, type Recipient, type Roster, standInsFor } from './duty.ts'
import { AUTHOR, DESK, DUTY_LEAD, type Rung } from './ladder.ts'

/** Messages are looked after for so long, in milliseconds: longer than any is tried. */
export const PASSED_ON_WITHIN = 7 * DAY

/** A message that was tried, and is not sent so long after it was queued, counts as lost; in milliseconds. */
export const UNSENT_FOR = 2 * MINUTE

/** Whoever was told of a promise so long before one of its rungs, or since, is not told in place of others; in milliseconds. */
export const KNOWN_FOR = 5 * MINUTE

/** While everything is refused, somebody else is told so long after the last, in milliseconds. */
export const ASKED_AGAIN = 5 * MINUTE

/** Why a message is withdrawn that was passed on, once those whom it stands for have got theirs: nobody has lost it. */
export const REACHED = 'it went out to those whom it was meant for'

/** How a message stands. */
export interface Standing {
  state: DeliveryState
  /** What the last attempt said; null: there was none that ended. */
  error: string | null
  queuedAt: Instant
}

/**
 * Why a message counts as lost at `now`; null while it may still arrive in time. What nobody has tried is not lost,
 * however late: whoever sends was down. What is lost for being late goes on being tried. What was withdrawn since nobody
 * has to stand in any more is not lost.
 */
export function whyLost({ state, error, queuedAt }: Standing, now: Instant): string | null {
  if (state === 'sent' || (state === 'superseded' && error === REACHED)) return null
  if (state === 'failed' || state === 'superseded') return error ?? 'unknown'
  return error !== null && now - queuedAt >= UNSENT_FOR ? `not sent for two minutes: ${error}` : null
}

/** Somebody to whom a rung was told: by itself (attempt 0), or passed on. */
export interface Addressee extends Recipient {
  attempt: number
  /** Why the message did not get through, as `whyLost` says; null: it did, or is under way. */
  lost: string | null
  /** It counts as lost for being late, and is still tried. */
  isTried: boolean
}

/** A rung of which a message may have been lost. */
export interface ToldRung {
  roles: readonly string[]
  addressees: readonly Addressee[]
}

interface Circumstances {
  /** The rungs above it. */
  higher: readonly Rung[]
  /** Addresses that took no message about this promise. */
  dead: ReadonlySet<string>
  /** Addresses that were told of this promise at about the time of the rung, or since, and may have got it. */
  known: ReadonlySet<string>
  families: readonly string[]
  /** When the rung was told last. */
  toldAt: Instant
  /** When the first message of the ladder got through since then; null: none has. */
  openSince: Instant | null
  now: Instant
}

/** Messages that were lost, and who is told in their place: nobody where nobody is left. */
export interface Passing {
  lost: readonly Addressee[]
  next: readonly Recipient[]
}

/**
 * Who is told in place of those of a rung whose messages were lost (support plan, "escalation"): always their stand-ins;
 * and where nobody of their role was reached, those of the rungs above, then the leads, then the desk. Nobody is told a
 * rung twice, so that it ends, and nobody who was just told of the same promise. Null where nothing has to be done.
 */
export function passing(roster: Roster, { roles, addressees: all }: ToldRung, at: Circumstances): Passing | null {
  const addressees = all.map((one) => (mayGoOut(one, at) ? { ...one, lost: null } : one))
  const lost = addressees.filter((one) => one.lost !== null && isMissed(one, addressees))
  if (lost.length === 0 || (lost.length === addressees.length && isKept(lost, at))) return null
  const told = new Set(addressees.map(({ email }) => email))
  const left = (people: readonly Recipient[]) => people.filter(({ email }) => !told.has(email) && !at.dead.has(email))
  const to = (people: readonly Recipient[]): Passing | null => {
    const next = people.filter(({ email }) => !at.known.has(email))
    return next.length > 0 ? { lost, next } : null
  }
  const lostRoles = new Set(lost.map(({ role }) => role))
  const standIns = [...new Set([...roles, DUTY_LEAD, DESK])]
    .flatMap((role) => standInsFor(roster, role, at.families, at.now))
    .filter(({ role }) => lostRoles.has(role))
    .map((standIn) => standingFor(standIn, lost))
  if (left(standIns).length > 0) return to(left(standIns))
  // The author is told beside others: any of them will do.
  const isReached = (role: string) =>
    addressees.some((one) => one.lost === null && (one.role === role || role === AUTHOR || one.attempt > 0))
  if ([...lostRoles].every(isReached)) return null
  const holders = (those: readonly string[]) => onDuty(roster, those, at.families, at.now).recipients
  const others = [...at.higher.map((rung) => holders(rung.roles)), fallback(roster, at.now), holders([DESK])]
  const found = others.map(left).find((people) => people.length > 0)
  return found ? to(found) : { lost, next: onceMore(addressees, at) }
}

/** A stand-in stands for those of the team who were not reached: others of it have got theirs. */
function standingFor({ standsFor = [], ...standIn }: Recipient, lost: readonly Addressee[]): Recipient {
  const names = standsFor.filter((name) => lost.some((one) => one.name === name || one.standsFor?.includes(name)))
  return { ...standIn, ...(names.length > 0 && { standsFor: names }) }
}

/** Where all were refused while nothing got through, those of the rung are told once more when something does. */
function onceMore(addressees: readonly Addressee[], { openSince }: Circumstances): readonly Recipient[] {
  if (openSince === null || addressees.some(({ lost, isTried }) => lost === null || isTried)) return []
  const isAgain = addressees.some(({ email }, index) => addressees.findIndex((one) => one.email === email) !== index)
  return isAgain
    ? []
    : addressees.filter(({ attempt }) => attempt === 0).map(({ role, name, email }) => ({ role, name, email }))
}

/** Once something gets through, what waits goes out by itself, and is lost only if it has not after a while. */
function mayGoOut({ isTried }: Addressee, { openSince, now }: Circumstances): boolean {
  return isTried && openSince !== null && now - openSince < UNSENT_FOR
}

/** Whoever was told in place of others is missed only while the message has not reached those: of their role, if any are. */
function isMissed({ role, attempt }: Addressee, addressees: readonly Addressee[]): boolean {
  const meant = addressees.filter((one) => one.attempt === 0)
  const alike = meant.filter((one) => one.role === role)
  const those = alike.length > 0 ? alike : meant
  return attempt === 0 || those.length === 0 || those.some(({ lost }) => lost !== null)
}

/**
 * Is what was lost kept until the way is open? Where nothing gets through, one more message shows that the way is closed
 * and not a mailbox; where that was refused, another asks after a while.
 */
function isKept(lost: readonly Addressee[], { openSince, toldAt, now }: Circumstances): boolean {
  if (openSince !== null || lost.every(({ attempt }) => attempt === 0)) return false
  return lost.every(({ isTried }) => isTried) || now - toldAt < ASKED_AGAIN
}

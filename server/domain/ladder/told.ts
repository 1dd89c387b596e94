import { HOUR, type Instant, MINUTE } from '../vocabulary.ts'
import type { Gap, Recipient } from './duty.ts'
import { OWED_KINDS, type Owed, type OwedKind } from './owed.ts'

/** Somebody of the provider, without an address: whoever has no name is known by the role. */
export type Told = Pick<Recipient, 'role' | 'name' | 'standsFor'>

/**
 * What became of a message of the ladder. `withdrawn`: before it went out what it asked for was done, or those whom it
 * stands for got theirs; `replaced`: a newer one to the same person took its place; `unknown`: it is too long ago, and the
 * address was forgotten.
 */
export const RESULTS = ['waiting', 'sent', 'failed', 'withdrawn', 'replaced', 'unknown'] as const
export type TellingResult = (typeof RESULTS)[number]

/** Whom a rung told, and whether it reached them. */
export interface ToldPerson extends Told {
  result: TellingResult
  /** When it went out, where that was more than two minutes after it was told: mail had to wait. */
  sentAt?: Instant
  /** Why it failed, or counts as lost though it is still tried; null of others. */
  reason: string | null
}

/** A rung of a promise that was told, passed on or skipped. */
export interface ToldRung {
  /** Milliseconds from the due time; negative before it. */
  after: number
  /**
   * `passed_on`: told again to others, since a message before could not be delivered; `put_off`: not told, since the
   * promise was put off; `skipped`: not told, since a higher rung was due.
   */
  how: 'told' | 'passed_on' | 'skipped' | 'put_off'
  at: Instant
  roles: readonly string[]
  people: readonly ToldPerson[]
  gaps: readonly Gap[]
}

/** Somebody who was told, as people read it: nothing of a message that a newer one replaced, or that nobody needed any more. */
export type ToldInTurn = ToldPerson & { result: Exclude<TellingResult, 'replaced' | 'withdrawn'> }

/** Who was told, as people read it: in the order of time, without what was replaced or withdrawn. */
export function toldInTurn(
  rungs: readonly ToldRung[],
): (Omit<ToldRung, 'people'> & { people: readonly ToldInTurn[] })[] {
  return rungs.map((rung) => ({ ...rung, people: rung.people.filter(isSaid) })).sort((a, b) => a.at - b.at)
}

/** Whether people read of it that somebody was told. */
export function isSaid<T extends Pick<ToldPerson, 'result'>>(one: T): one is T & Pick<ToldInTurn, 'result'> {
  return one.result !== 'replaced' && one.result !== 'withdrawn'
}

/** Everything that staff were told about a promise, and who answered for it. */
export interface Escalation {
  promiseId: string
  kind: OwedKind
  dueAt: Instant
  rungs: readonly ToldRung[]
  acknowledgedBy: string | null
  acknowledgedAt: Instant | null
  putOffUntil: Instant | null
  /** Why it was put off, or what was said with the acknowledgement. */
  reason: string | null
}

/** What the worklist knows beside what is owed: messages of the ladder that did not arrive. */
export const WORKLIST_KINDS = [...OWED_KINDS, 'delivery'] as const
type WorklistKind = (typeof WORKLIST_KINDS)[number]

/** Whom the ladder of a promise could not reach, and who was told instead. */
export interface Undelivered {
  people: readonly (Told & { reason: string })[]
  passedOnTo: readonly Told[]
  /** Some of the messages are still tried: they go out when the way is open again. */
  isWaiting: boolean
}

/** What the desk has to see to. */
export interface WorklistItem extends Omit<Owed, 'id' | 'kind' | 'madeAt' | 'platforms'> {
  promiseId: string
  kind: WorklistKind
  acknowledgedBy: string | null
  acknowledgedAt: Instant | null
  putOffUntil: Instant | null
  /** What whoever is on it said: why it has to wait, or a note for colleagues. */
  reason: string | null
  /** Whoever else was on it before, with a note; null: nobody. */
  before: { actor: string; at: Instant; note: string } | null
  /** Of a `delivery`; null of everything else. */
  undelivered: Undelivered | null
}

/** Whom the ladder did not reach by these rungs; null if it reached everybody, or may still in time. */
export function undeliveredOf(rungs: readonly ToldRung[]): Undelivered | null {
  const counting = rungs.map((rung) => ({ ...rung, people: rung.people.filter((one) => isMissed(one, rung, rungs)) }))
  const people = counting.flatMap((rung) =>
    rung.people.flatMap((one) => (one.reason === null ? [] : [{ ...toldOf(one), reason: one.reason }])),
  )
  if (people.length === 0) return null
  const again = counting.filter(({ how }) => how === 'passed_on').flatMap((rung) => rung.people)
  // Whom it did not reach was not told instead of somebody; nor whose message waits, was withdrawn, or stands as the newer one does that took its place.
  const hasIt = ({ reason, result }: ToldPerson) => reason === null && (result === 'sent' || result === 'unknown')
  const got = rungs.flatMap((rung) => rung.people).filter(hasIt)
  const reached = again
    .filter((one) => one.reason === null && got.some((other) => keyOf(other) === keyOf(one)))
    .map(toldOf)
  const isWaiting = counting.some((rung) => rung.people.some((one) => one.reason !== null && one.result === 'waiting'))
  return { people: once(people), passedOnTo: once(reached), isWaiting }
}

/** Whoever was told in place of others counts only while one of those is not reached: of whom they stand for, if known. */
function isMissed(person: ToldPerson, { after, how }: ToldRung, rungs: readonly ToldRung[]): boolean {
  if (how !== 'passed_on') return true
  const meant = rungs.filter((rung) => rung.after === after && rung.how === 'told').flatMap((rung) => rung.people)
  const alike = meant.filter(({ role }) => role === person.role)
  const own = alike.filter(({ name, standsFor = [] }) =>
    [name, ...standsFor].some((one) => one === null || person.standsFor?.includes(one)),
  )
  const those = [own, alike, meant].find((some) => some.length > 0) ?? []
  return those.length === 0 || those.some(({ reason }) => reason !== null)
}

const toldOf = ({ role, name, standsFor }: Told): Told => ({ role, name, ...(standsFor && { standsFor }) })

/** Each person once, with what was said of them last. */
function once<T extends Told>(people: readonly T[]): T[] {
  return [...new Map(people.map((one) => [keyOf(one), one])).values()]
}

const keyOf = ({ role, name }: Told) => JSON.stringify([role, name])

/** The kind of a promise that is named after what it is about and its due time, as `noticeId` does; null of others. */
export function kindInId(promiseId: string): { kind: OwedKind; dueAt: Instant } | null {
  const [due, key, ...about] = promiseId.split('.').reverse()
  if (key === undefined || due === undefined || about.length === 0) return null
  const kind = key === 'no_answer' || key === 'end' || key === 'details' ? key : 'notice'
  return { kind, dueAt: Number.parseInt(due, 36) }
}

/** A rung as the configuration writes it: "-15 minutes", "1 hour". */
export function rungInWords(after: number): string {
  const [count, unit] = after !== 0 && after % HOUR === 0 ? [after / HOUR, 'hour'] : [after / MINUTE, 'minute']
  return `${count} ${unit}${Math.abs(count) === 1 ? '' : 's'}`
}

import type { Dictionary } from '../../../../src/i18n/index.ts'
import { personIn } from '../../../../src/i18n/person.ts'
import type { Gap } from '../../../domain/ladder/duty.ts'
import { AUTHOR } from '../../../domain/ladder/ladder.ts'
import type { RungNotice } from '../../../domain/ladder/notice.ts'
import { isSaid, type Told, type ToldInTurn } from '../../../domain/ladder/told.ts'
import type { Window } from '../../../domain/time/window.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { oneLine, shorten } from '../../../lib/text.ts'
import type { DeliveryJob } from '../../channel.ts'
import { type Fact, namedFew, priorityFact } from '../facts.ts'
import { sentSize } from '../fitting.ts'

type Time = (at: number) => string

/** At most so many platforms are named: it is read on a telephone. */
const PLATFORMS = 6

/** As much of what was told before as this, in bytes as they are sent: many lines of a few words, or few long ones. */
const BEFORE = 2_000

/** From the due time on it is late, though it was not yet when the message was queued: mail may have had to wait. */
export function isLate({ claimedAt }: Pick<DeliveryJob, 'claimedAt'>, { at, dueAt }: RungNotice): boolean {
  return Math.max(claimedAt, at) >= dueAt
}

/** What is owed and by when, or since when; `due` is that time. */
export function stateOf(notice: RungNotice, late: boolean, due: string, { staffMail: { owed } }: Dictionary): string {
  const words = owed.kinds[notice.kind]
  const state = late ? words.late(due) : words.soon(due)
  return notice.priority === null ? state : owed.marked(notice.priority, state)
}

/** Of a subject: what is owed and which case it is about, with the number by which the desk knows it. */
export function subjectOf(notice: RungNotice, late: boolean, due: string, t: Dictionary): string {
  const { owed } = t.staffMail
  const [title, number] = [shorten(oneLine(notice.object.title), 80), numberOf(notice)]
  return owed.subject(stateOf(notice, late, due, t), number === null ? title : owed.titleAndCase(title, number))
}

function numberOf({ caseNumber }: RungNotice): string | null {
  return caseNumber === null ? null : shorten(oneLine(caseNumber), 60)
}

/** Since when nothing was said, or when it was resolved, where that is the point, and whether somebody is on it. */
export function standOf(notice: RungNotice, asOf: Instant, time: Time, t: Dictionary): string[] {
  const { owed } = t.staffMail
  const { kind, saidLast, acknowledged, putOff, madeAt, resolvedAt } = notice
  const by = (actor: string) => shorten(oneLine(personIn(actor, t, 'first')), 120)
  const quoted = (text: string) => shorten(oneLine(text), 300)
  const onIt = ({ by: actor, at: since, note }: NonNullable<RungNotice['acknowledged']>) =>
    note ? owed.acknowledgedWith(by(actor), time(since), quoted(note)) : owed.acknowledged(by(actor), time(since))
  const lines = [
    kind === 'no_answer' && madeAt !== undefined && owed.waitingSince(time(madeAt)),
    kind === 'report' && resolvedAt != null && owed.resolvedAt(time(resolvedAt)),
    kind === 'update' && saidLast !== null && owed.silentSince(time(saidLast.at)),
    putOff !== null &&
      owed.putOff(by(putOff.by), {
        at: time(putOff.at),
        until: time(putOff.until),
        reason: quoted(putOff.reason),
      }),
    acknowledged !== null ? onIt(acknowledged) : putOff === null && owed.unacknowledged(time(asOf)),
  ]
  return lines.filter((line) => line !== false)
}

/** Which roles nobody fills, and whom it could not reach. */
export function whyOf({ gaps, insteadOf, recipients, at }: RungNotice, time: Time, t: Dictionary): string[] {
  const { owed } = t.staffMail
  // Where several roles were told, or somebody for other platforms, some of them are meant.
  const isForAll = new Set(recipients.map(({ role }) => role)).size === 1 && !gaps.some(({ families }) => families)
  const words = isForAll ? owed.soYou : owed.gap
  const roles = (reason: 'unfilled' | 'off_duty') =>
    shorten(t.words.either(gaps.filter(({ why }) => why === reason).map((gap) => gapName(gap, t))), 120)
  const [unfilled, offDuty] = [roles('unfilled'), roles('off_duty')]
  const lines = [
    unfilled !== '' && words.unfilled(unfilled),
    offDuty !== '' && words.off_duty(offDuty, time(at)),
    insteadOf !== null && owed.soYou.insteadOf(notReached(insteadOf, t)),
  ]
  return lines.filter((line) => line !== false)
}

/** What people can do something with, of what a mail server said (RFC 3463: 5.1.1), or of `whyLost`. */
function kindOfLoss(why: string): 'unknownAddress' | 'late' | 'notAccepted' {
  if (/\b5\.1\.1\b|\bno such (user|mailbox|address|recipient)\b/i.test(why)) return 'unknownAddress'
  return /^not sent for two minutes\b/.test(why) ? 'late' : 'notAccepted'
}

/** Everybody with the reason; the more there are, the less of each. */
function notReached(people: NonNullable<RungNotice['insteadOf']>, { words, staffMail: { owed } }: Dictionary): string {
  const most = (length: number) => Math.max(25, Math.floor(length / people.length))
  const each = people.map(({ name, why }) =>
    owed.soYou.notReached(shorten(oneLine(name), most(90)), owed.soYou.why[kindOfLoss(why)]),
  )
  return shorten(words.list(each), 220)
}

/** When the work is, to how many it matters, and what it is about. */
export function factsOf(notice: RungNotice, windowOf: (window: Window) => string, t: Dictionary): Fact[] {
  const { followers, platforms, priority, window } = notice
  const number = numberOf(notice)
  const { named, more } = namedFew(
    platforms.map((name) => ({ name })),
    PLATFORMS,
  )
  const names = named.map(({ name }) => name)
  const facts = [
    window != null && ([t.staffMail.owed.work, windowOf(window)] as const),
    [t.staffMail.owed.followers, t.words.number(followers)] as const,
    names.length > 0 &&
      ([t.mail.platforms, t.words.list(more > 0 ? [...names, t.mail.morePlatforms(more)] : names)] as const),
    priority !== null && priorityFact(priority, t),
    number !== null && ([t.staffMail.owed.caseNumber, number] as const),
  ]
  return facts.filter((fact) => fact !== false)
}

/** Only who was reached counts as told; what became of old messages is forgotten. */
const HOW_FAR = {
  ...{ sent: 'told', unknown: 'told', waiting: 'unsent' },
  failed: 'notReached',
} as const satisfies Record<ToldInTurn['result'], string>

/** Who was told before and when, in the order of time, and who was not reached; the last ones where there are many. */
export function beforeOf({ before }: RungNotice, time: Time, t: Dictionary): readonly string[] {
  const { owed } = t.staffMail
  const inTurn = before.toSorted((a, b) => (a.toldAt ?? 0) - (b.toldAt ?? 0))
  const told = inTurn.flatMap(({ toldAt, people }) =>
    toldAt === null
      ? []
      : (['told', 'unsent', 'notReached'] as const).flatMap((how) => {
          const reached = people.filter((one) => isSaid(one) && HOW_FAR[one.result] === how)
          // Whoever got it only when mail went out again had not heard of it before.
          return [...Map.groupBy(reached, ({ sentAt }) => (sentAt === undefined ? null : time(sentAt)))].map(
            ([sentAt, some]) => {
              const names = shorten(t.words.series(some.map((one) => nameFor(one, t))), 200)
              return sentAt === null ? owed[how](time(toldAt), names) : owed.sentLate(time(toldAt), sentAt, names)
            },
          )
        }),
  )
  if (told.length === 0 && before.length > 0) return [owed.nobodyBefore]
  return lastWithin(BEFORE, told)
}

/** Which roles were not told though their moment has passed, and why: apart, so that nobody takes them for told. */
export function notToldOf({ before }: RungNotice, t: Dictionary): string[] {
  const { owed } = t.staffMail
  return (['put_off', 'skipped'] as const).flatMap((why) => {
    const left = before.filter(({ toldAt, isPutOff }) => toldAt === null && isPutOff === (why === 'put_off'))
    // Whoever posted with a token is nobody to be told.
    const roles = [...new Set(left.flatMap((rung) => rung.roles))].filter((role) => role !== AUTHOR)
    const names = shorten(t.words.list(roles.map((role) => roleName(role, t))), 100)
    return names === '' ? [] : [owed.notTold[why](names)]
  })
}

function lastWithin(room: number, lines: readonly string[]): readonly string[] {
  const left = [...lines]
  let size = sentSize(left.join(''))
  while (left.length > 1 && size > room) size -= sentSize(left.shift() ?? '')
  return left
}

/** Why one gets it. */
export function becauseOf({ recipients }: RungNotice, address: string, siteName: string, t: Dictionary): string {
  const { owed } = t.staffMail
  const reader = recipients.find(({ email }) => email === address)
  if (reader === undefined) return owed.becauseNamed(siteName)
  if (reader.role === AUTHOR) return owed.becauseAuthor(siteName)
  return (reader.isStandIn ? owed.becauseStandIn : owed.because)(roleName(reader.role, t), siteName)
}

function nameFor({ name, role, standsFor }: Told, t: Dictionary): string {
  const called = roleName(role, t)
  if (name === null) return called
  const instead = standsFor && shorten(oneLine(t.words.list(standsFor)), 80)
  return t.staffMail.owed.person(oneLine(name), instead ? t.staffMail.owed.standsFor(instead, called) : called)
}

function gapName({ role, families }: Gap, t: Dictionary): string {
  const name = roleName(role, t)
  return families ? t.staffMail.owed.roleOf(name, t.words.list(families.map(oneLine))) : name
}

function roleName(role: string, { staffMail: { owed } }: Dictionary): string {
  return (Object.hasOwn(owed.roles, role) && owed.roles[role]) || shorten(oneLine(role), 60)
}

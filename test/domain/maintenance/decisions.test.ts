import { describe, expect, test } from 'vitest'
import {
  decideMaintenanceChange,
  decideMaintenanceWord,
  type MaintenanceChange,
} from '../../../server/domain/maintenance/change.ts'
import { conflictsOf } from '../../../server/domain/maintenance/conflicts.ts'
import {
  type Maintenance,
  NOTHING_PARTICULAR,
  overruns,
  resolve,
  toldAfterwards,
} from '../../../server/domain/maintenance/maintenance.ts'
import { NOTICE_GRACE, PAGE_ONLY } from '../../../server/domain/maintenance/notice-plan.ts'
import { freezeOf } from '../../../server/domain/maintenance/programme.ts'
import { promised } from '../../../server/domain/maintenance/promises.ts'
import { decideSchedule, type ScheduleCommand } from '../../../server/domain/maintenance/schedule.ts'
import { owedTo } from '../../../server/domain/maintenance/worklist.ts'
import { DAY, HOUR } from '../../../server/domain/vocabulary.ts'
import { instant, minutes, START } from '../../support/clock.ts'
import { DENVER, MONTHLY, NIGHT, WEEK_BEFORE } from '../../support/programmes.ts'

const { startsAt, endsAt } = NIGHT
const context = (now: number) => ({
  now,
  zone: DENVER,
  knownPlatforms: new Set(['fax', 'sip']),
  archivedPlatforms: new Set<string>(),
})

/** The fields that are wrong, or the code of the refusal; an empty list where there is none. */
function wrong(decided: { ok: true } | { ok: false; refusal: { code: string; fields?: { pointer: string }[] } }) {
  if (decided.ok) return []
  return decided.refusal.fields?.map(({ pointer }) => pointer) ?? [decided.refusal.code]
}

describe('a window', () => {
  const announced: Maintenance = { ...NIGHT, state: 'announced' }
  const running: Maintenance = { ...NIGHT, state: 'in_progress', beganAt: startsAt }
  const start = (now: number) => decideMaintenanceWord(announced, { state: 'in_progress' }, now)
  const change = (m: Maintenance, by: MaintenanceChange, now: number) => decideMaintenanceChange(m, by, context(now))

  test('starts at its time, not a moment earlier', () => {
    expect([wrong(start(startsAt - 1)), wrong(start(startsAt))]).toEqual([['not_yet'], []])
  })

  test('is over when staff say so, whatever was planned', () => {
    const decided = decideMaintenanceWord(running, { state: 'completed' }, startsAt + minutes(7))
    expect(decided).toMatchObject({ ok: true, value: { after: { endedAt: startsAt + minutes(7) } } })
  })

  test('is completed once; a note on it afterwards, or with the state that it has while it runs, is one', () => {
    const over: Maintenance = { ...running, state: 'completed', endedAt: endsAt }
    const say = (m: Maintenance, state?: 'in_progress' | 'completed') => decideMaintenanceWord(m, { state }, endsAt + 1)
    expect(wrong(say(over, 'completed'))).toEqual(['maintenance_over'])
    expect(say(over)).toMatchObject({ ok: true, value: { news: 'followed_up' } })
    expect(say(running, 'in_progress')).toMatchObject({ ok: true, value: { news: 'updated' } })
  })

  test('that runs may end at any later moment', () => {
    const now = startsAt + HOUR
    expect(wrong(change(running, { endsAt: now }, now))).toEqual(['/endsAt'])
    expect(wrong(change(running, { endsAt: now + 1 }, now))).toEqual([])
    expect(wrong(change(running, { startsAt: startsAt + 1 }, now))).toEqual(['/startsAt'])
  })

  test('may be put off at short notice without a word, and brought forward only with one', () => {
    const now = startsAt - HOUR
    expect(wrong(change(announced, { startsAt: startsAt + 1, endsAt: endsAt + 1 }, now))).toEqual([])
    expect(wrong(change(announced, { startsAt: startsAt - 1 }, now))).toEqual(['/shortNotice'])
  })

  test('lasts fourteen days at most', () => {
    const ends = (ms: number) => wrong(change(announced, { endsAt: startsAt + ms }, START))
    expect([ends(14 * DAY), ends(14 * DAY + 1), ends(0)]).toEqual([[], ['/endsAt'], ['/endsAt']])
  })

  test('keeps its details through other changes', () => {
    const decided = change({ ...announced, detailed: true }, { title: 'Another' }, START)
    expect(decided).toMatchObject({ ok: true, value: { after: { detailed: true, title: 'Another' } } })
  })

  test('overruns when staff do not end it in time, and a few minutes later where the clock has to', () => {
    const late = (ms: number, m: Partial<Maintenance>) => overruns({ ...running, ...m }, endsAt + ms)
    expect([late(0, { endsBy: 'hand' }), late(1, { endsBy: 'hand' })]).toEqual([false, true])
    expect([late(0, { state: 'verifying' }), late(1, { state: 'verifying' })]).toEqual([false, true])
    expect([NOTICE_GRACE, NOTICE_GRACE + 1].map((ms) => late(ms, { endsBy: 'clock' }))).toEqual([false, true])
  })

  test('is not told afterwards before a few minutes have passed', () => {
    const told = (ms: number) => toldAfterwards({ announcedAt: startsAt + ms, beganAt: startsAt })
    expect([told(NOTICE_GRACE), told(NOTICE_GRACE + 1)]).toEqual([false, true])
  })

  test('has its own title, and otherwise that of its programme', () => {
    expect(NIGHT.title).toBe(MONTHLY.title)
    const own = { ...NIGHT.own, title: 'Release 7' }
    expect(resolve({ ...NIGHT, own }, MONTHLY).title).toBe('Release 7')
  })

  test('is ended by staff where it has impact and nobody says otherwise', () => {
    const ender = (impact: 'none' | 'under_maintenance') =>
      resolve({ ...NIGHT, own: { ...NOTHING_PARTICULAR, impact } }, null).endsBy
    expect([ender('none'), ender('under_maintenance')]).toEqual(['clock', 'hand'])
  })

  test('that nobody ends but staff is on the worklist when it ends, also while it is verified', () => {
    const owed = (m: Partial<Maintenance>, now = endsAt) =>
      owedTo({ ...running, ...m }, [], now, minutes(15)).map(({ kind }) => kind)
    expect(owed({ endsBy: 'hand' })).toEqual(['end'])
    expect(owed({ endsBy: 'clock' })).toEqual([])
    expect(owed({ endsBy: 'clock', state: 'verifying' })).toEqual(['end'])
    const [late] = owedTo({ ...running, endsBy: 'hand', beganAt: startsAt + HOUR }, [], endsAt, minutes(15))
    expect(late).toMatchObject({ madeAt: startsAt + HOUR, dueAt: endsAt })
  })

  test('whose details are expected is on the worklist from three days before its first notice', () => {
    const expecting = {
      ...NIGHT,
      programme: { id: 'monthly', title: 'Monthly', translations: {}, detailsExpected: true },
    }
    const owed = (now: number) => owedTo(expecting, promised(expecting), now, minutes(15)).map(({ kind }) => kind)
    expect([owed(WEEK_BEFORE - 3 * DAY - 1), owed(WEEK_BEFORE - 3 * DAY)]).toEqual([[], ['details']])
    expect(owedTo({ ...expecting, notices: PAGE_ONLY }, [], startsAt - HOUR, minutes(15))).toEqual([])
  })
})

describe('scheduling', () => {
  const WORK: ScheduleCommand = {
    ...{ title: 'Work', platforms: ['fax'], reason: 'It is needed.', notify: true },
    ...{ startsAt: instant('2026-12-02T06:00:00Z'), endsAt: instant('2026-12-02T08:00:00Z') },
  }
  const schedule = (command: Partial<ScheduleCommand>, now = START, programme: typeof MONTHLY | null = null) => {
    const decided = decideSchedule('id', { ...WORK, ...command }, programme, context(now))
    return decided.ok ? decided.value : expect.fail(decided.refusal.detail)
  }
  const short = { class: 'emergency', reason: 'It is needed.' } as const

  test('what has just ended is over, and what ends in a moment runs', () => {
    const at = (now: number) => schedule({ shortNotice: short }, now)
    expect(at(WORK.endsAt).maintenance.state).toBe('completed')
    expect(at(WORK.endsAt - 1)).toMatchObject({ maintenance: { state: 'in_progress' }, news: 'started' })
  })

  test('outside every programme is told at once, at its start and at its end; afterwards, nothing was promised before', () => {
    const promises = (now: number) => schedule({}, now).notices.map(({ key, outcome }) => `${key} ${outcome}`)
    expect(promises(WORK.startsAt - 1)).toEqual(['at_once told', 'start pending', 'end pending'])
    expect(promises(WORK.startsAt)).toEqual(['start told', 'end pending'])
    expect(promises(WORK.startsAt + NOTICE_GRACE + 1)).toEqual(['end pending'])
    expect(promises(WORK.endsAt + NOTICE_GRACE + 1)).toEqual([])
  })

  test('asks why its notice is short where that of a programme is, and nowhere else', () => {
    const asks = (now: number, command: Partial<ScheduleCommand>, programme: typeof MONTHLY | null) =>
      wrong(decideSchedule('id', { ...WORK, ...command }, programme, context(now)))
    expect(asks(WORK.startsAt - HOUR, {}, null)).toEqual([])
    expect(asks(WORK.startsAt - HOUR, {}, MONTHLY)).toEqual(['/shortNotice'])
    expect(asks(WORK.startsAt - HOUR, { shortNotice: short }, MONTHLY)).toEqual([])
    expect(asks(WORK.startsAt - 8 * DAY, {}, MONTHLY)).toEqual([])
    expect(schedule({ shortNotice: short }).maintenance.shortNotice).toEqual(short)
  })

  test('what nobody was told is not announced', () => {
    expect(schedule({}).maintenance.announcedAt).toBe(START)
    expect(schedule({ notify: false, shortNotice: short }, WORK.startsAt).maintenance.announcedAt).toBeNull()
  })

  test('a window of a programme is in the zone of the programme', () => {
    const berlin = { ...MONTHLY, zone: 'Europe/Berlin' }
    expect(schedule({}, START, berlin).maintenance.zone).toBe('Europe/Berlin')
    expect(schedule({}).maintenance.zone).toBe(DENVER)
  })
})

describe('a conflict', () => {
  const conflicts = (other: Partial<Maintenance>, m = NIGHT) =>
    conflictsOf(m, { windows: [{ ...NIGHT, id: 'other', ...other }], programmes: [], openP1Gs: [] }, startsAt).length

  test('is another window on its platforms that overlaps, not one that follows, is over, or is itself', () => {
    expect(conflicts({})).toBe(1)
    expect(conflicts({ startsAt: endsAt, endsAt: endsAt + HOUR })).toBe(0)
    expect(conflicts({ startsAt: startsAt - HOUR, endsAt: startsAt })).toBe(0)
    expect([conflicts({ state: 'cancelled' }), conflicts({ id: NIGHT.id }), conflicts({ platforms: ['sip'] })]).toEqual(
      [0, 0, 0],
    )
  })

  test('is a freeze of its own programme, whatever its platforms, through all of its last day', () => {
    const frozen = { ...MONTHLY, freezes: [{ from: '2026-11-19', until: '2026-11-20', reason: 'Elections.' }] }
    const found = (programmeId: string | null) =>
      conflictsOf(
        { ...NIGHT, programmeId, platforms: ['sip'] },
        { windows: [], programmes: [frozen], openP1Gs: [] },
        startsAt,
      )
    expect(found(frozen.id)).toMatchObject([{ code: 'freeze' }])
    expect(found(null)).toEqual([])
    const last = { startsAt: instant('2026-11-21T06:59:00Z'), endsAt: instant('2026-11-21T07:30:00Z') }
    expect(freezeOf(frozen, last)).not.toBeNull()
    expect(freezeOf(frozen, { ...last, startsAt: instant('2026-11-21T07:00:00Z') })).toBeNull()
  })
})

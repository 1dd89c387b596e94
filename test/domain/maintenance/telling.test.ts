import { describe, expect, test } from 'vitest'
import { calendar } from '../../../server/domain/maintenance/calendar.ts'
import { afterStep, clockStep } from '../../../server/domain/maintenance/clock.ts'
import type { Maintenance } from '../../../server/domain/maintenance/maintenance.ts'
import { leadErrors, NOTICE_GRACE, type NoticePlan } from '../../../server/domain/maintenance/notice-plan.ts'
import { isInForce, occurrences } from '../../../server/domain/maintenance/programme.ts'
import { isShortNotice, promised, repromised, spoken, withdrawn } from '../../../server/domain/maintenance/promises.ts'
import { windowOn } from '../../../server/domain/time/window.ts'
import { DAY, HOUR } from '../../../server/domain/vocabulary.ts'
import { START } from '../../support/clock.ts'
import { DENVER, MONTHLY, NIGHT, WEEK_BEFORE } from '../../support/programmes.ts'

const { startsAt, endsAt } = NIGHT

describe('a notice', () => {
  test('of exactly the promised length is not short, and one a moment shorter is', () => {
    const week: NoticePlan = { before: ['P7D'], atOnce: false, start: true, end: true }
    const short = (now: number) => isShortNotice(startsAt, week, DENVER, now)
    expect([short(WEEK_BEFORE), short(WEEK_BEFORE + 1)]).toEqual([false, true])
  })

  test('may be promised for sixty days ahead, and not for more', () => {
    expect(leadErrors(['P60D', 'PT24H'])).toEqual([])
    expect(leadErrors(['P61D'])).toHaveLength(1)
  })

  test('that is due and still in its grace is withdrawn by a move, one past it was missed', () => {
    const [outcome, later] = [NOTICE_GRACE, NOTICE_GRACE + 1].map(
      (ms) => withdrawn(promised(NIGHT), WEEK_BEFORE + ms)[0]?.outcome,
    )
    expect([outcome, later]).toEqual(['withdrawn', 'missed'])
  })

  test.each(['announced', 'changed'] as const)(
    'that staff give (%s) counts as those that are due, not as a later one',
    (news) => {
      const outcomes = (now: number) => spoken(promised(NIGHT), news, now).map(({ outcome }) => outcome)
      expect(outcomes(WEEK_BEFORE - 14 * DAY)).toEqual(['pending', 'pending', 'pending', 'pending'])
      expect(outcomes(WEEK_BEFORE - NOTICE_GRACE - 1)).toEqual(['pending', 'pending', 'pending', 'pending'])
      expect(outcomes(WEEK_BEFORE - NOTICE_GRACE)).toEqual(['told', 'pending', 'pending', 'pending'])
      expect(outcomes(startsAt - HOUR)).toEqual(['told', 'told', 'pending', 'pending'])
    },
  )

  test('of a new time covers those that are due', () => {
    const later = { startsAt: startsAt + 2 * DAY, endsAt: endsAt + 2 * DAY }
    const moved = (now: number) =>
      repromised(promised(NIGHT), NIGHT, { ...NIGHT, ...later }, now, true)
        .filter(({ dueAt, key }) => dueAt !== startsAt && !['start', 'end'].includes(key))
        .map(({ outcome }) => outcome)
    expect(moved(START)).toEqual(['withdrawn', 'withdrawn', 'pending', 'pending'])
    expect(moved(WEEK_BEFORE + 2 * DAY)).toEqual(['missed', 'withdrawn', 'told', 'pending'])
  })

  test.each([
    [true, 'told'],
    [false, 'pending'],
  ] as const)(
    'that was missed by moving a window away counts again when it comes back, told to all: %s',
    (told, outcome) => {
      const now = WEEK_BEFORE + HOUR
      const away = { ...NIGHT, startsAt: startsAt + 14 * DAY, endsAt: endsAt + 14 * DAY }
      const moved = repromised(promised(NIGHT), NIGHT, away, now, false)
      expect(moved[0]).toMatchObject({ key: 'P7D', dueAt: WEEK_BEFORE, outcome: 'missed' })
      const back = repromised(moved, away, NIGHT, now + HOUR, told)
      expect(back.filter(({ key, dueAt }) => key === 'P7D' && dueAt === WEEK_BEFORE)).toMatchObject([{ outcome }])
    },
  )

  test('of an end replaces that of the end before', () => {
    const running: Maintenance = { ...NIGHT, state: 'in_progress' }
    const extended = repromised(promised(running), running, { ...running, endsAt: endsAt + HOUR }, startsAt, true)
    expect(extended.filter(({ key }) => key === 'end').map(({ dueAt, outcome }) => [dueAt, outcome])).toEqual([
      [endsAt, 'withdrawn'],
      [endsAt + HOUR, 'pending'],
    ])
  })
})

describe('the clock', () => {
  const step = (m: Partial<Maintenance>, now: number, overrunTold = false) =>
    clockStep({ ...NIGHT, ...m }, promised(NIGHT), now, overrunTold)

  test('announces at the very moment, and reminds of what is announced', () => {
    expect(step({}, WEEK_BEFORE - 1)).toBeNull()
    expect(step({}, WEEK_BEFORE)).toMatchObject({ kind: 'announce', told: true })
    expect(step({ state: 'announced' }, WEEK_BEFORE)).toMatchObject({ kind: 'remind', told: true })
  })

  test('starts a window at its start, and then has missed what it did not announce', () => {
    expect(step({}, startsAt - 1)).toMatchObject({ kind: 'announce' })
    const started = step({}, startsAt)
    expect(started).toMatchObject({ kind: 'start', told: true })
    expect(started?.notices.map(({ outcome }) => outcome)).toEqual(['missed', 'missed', 'told', 'pending'])
    expect(step({}, endsAt)).toMatchObject({ kind: 'start', told: false })
  })

  test('puts down the planned times, however late it runs', () => {
    const put = (kind: 'start' | 'complete' | 'announce') => afterStep(NIGHT, { kind, told: true, notices: [] })
    expect(put('start')).toMatchObject({ state: 'in_progress', beganAt: startsAt, endedAt: null })
    expect(put('complete')).toMatchObject({ state: 'completed', endedAt: endsAt })
    expect(put('announce')).toMatchObject({ state: 'announced', beganAt: null })
  })

  test('ends what it is to end, and tells so for a day', () => {
    const running = { state: 'in_progress', endsBy: 'clock' } as const
    expect(step(running, endsAt - 1)).toBeNull()
    expect(step(running, endsAt)).toMatchObject({ kind: 'complete', told: true })
    expect(step(running, endsAt + DAY - 1)).toMatchObject({ told: true })
    expect(step(running, endsAt + DAY)).toMatchObject({ told: false })
  })

  test('tells at the planned end that what staff have to end takes longer, once, whoever was told of it', () => {
    const running = { state: 'in_progress', endsBy: 'hand', announcedAt: WEEK_BEFORE } as const
    const overrun = { kind: 'overrun', told: true, notices: promised(NIGHT) }
    expect([step(running, endsAt - 1), step(running, endsAt)]).toEqual([null, overrun])
    expect(step({ ...running, state: 'verifying', endsBy: 'clock' }, endsAt)).toEqual(overrun)
    expect(step(running, endsAt, true)).toBeNull()
    const unpromised = { ...NIGHT, ...running, endsBy: 'clock' as const }
    expect([true, false].map((heard) => clockStep(unpromised, [], endsAt, heard)?.told)).toEqual([true, false])
    expect(step({ ...running, announcedAt: null }, endsAt)).toBeNull()
    expect(afterStep({ ...NIGHT, ...running }, { kind: 'overrun', told: true, notices: [] })).toMatchObject(running)
  })
})

describe('the windows of a programme', () => {
  const dates = (from: number, until: number, change: Partial<typeof MONTHLY> = {}) =>
    occurrences({ ...MONTHLY, ...change }, { startsAt: from, endsAt: until }).map(({ date }) => date)

  test('are found as long as they last: that of last night in the morning', () => {
    expect(dates(endsAt - 1, endsAt + DAY)).toEqual(['2026-11-20'])
    expect(dates(endsAt, endsAt + DAY)).toEqual([])
  })

  test('begin at or after the moment from which its rule counts', () => {
    expect(dates(startsAt - HOUR, endsAt, { computedFrom: startsAt })).toEqual(['2026-11-20'])
    expect(dates(startsAt - HOUR, endsAt, { computedFrom: startsAt + 1 })).toEqual([])
  })

  test('are nobody’s while it names no platform', () => {
    expect([isInForce(MONTHLY), isInForce({ ...MONTHLY, platforms: [] })]).toEqual([true, false])
    expect(isInForce({ ...MONTHLY, archived: true })).toBe(false)
  })

  test('come in the order in which they begin', () => {
    const months = calendar([MONTHLY], [], { startsAt: START, endsAt: START + 90 * DAY }).map(({ id }) => id)
    expect(months).toEqual(['monthly-2026-11-20', 'monthly-2026-12-18', 'monthly-2027-01-15'])
  })

  test('last a whole day where they end at the time they begin', () => {
    const day = windowOn('2026-12-02', { wallStart: '06:00', wallEnd: '06:00', zone: DENVER })
    expect(day.endsAt - day.startsAt).toBe(DAY)
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterStep, clockStep } from '../../../server/domain/maintenance/clock.ts'
import { type Maintenance, planned } from '../../../server/domain/maintenance/maintenance.ts'
import type { NoticePromise } from '../../../server/domain/maintenance/notice-plan.ts'
import { occurrenceOn } from '../../../server/domain/maintenance/programme.ts'
import { promised, repromised } from '../../../server/domain/maintenance/promises.ts'
import { DAY, HOUR } from '../../../server/domain/vocabulary.ts'
import { DEFAULT_PROGRAMMES } from '../../support/programmes.ts'
import { randomCases } from '../../support/random-cases.ts'

const MONTHLY = { ...DEFAULT_PROGRAMMES[0], zone: 'America/Denver', computedFrom: 0, revision: 0, updatedAt: 0 }

function november(): Maintenance {
  const window = planned(occurrenceOn(MONTHLY, '2026-11-20') ?? expect.fail('a third Friday'), MONTHLY)
  return { ...window, notices: { before: ['P7D', 'PT24H'], atOnce: false, start: true, end: true } }
}

/** Time passes, by hours, or the window is moved, by days. */
const days = fc.record({
  action: fc.constantFrom('wait' as const, 'move' as const),
  by: fc.integer({ min: -20, max: 60 }),
})

test('a window that is moved twice at the same instant is told at once one time', () => {
  const window = november()
  const now = window.startsAt - 4 * DAY
  const to = (from: Maintenance, by: number) => ({ ...from, startsAt: from.startsAt + by, endsAt: from.endsAt + by })
  const [later, then] = [to(window, 2 * DAY), to(window, DAY)]
  const once = repromised(promised(window), window, later, now, true)
  const twice = repromised(once, later, then, now, true)
  expect([once, twice].map((all) => all.filter(({ key }) => key === 'at_once').length)).toEqual([1, 1])
})

test('whatever is moved and however the clock jumps, no notice is told twice or taken back', () => {
  fc.assert(
    fc.property(fc.array(days, { maxLength: 25 }), (moves) => {
      let now = Date.UTC(2026, 10, 1)
      let window = november()
      let notices = promised(window)
      const told = new Map<string, number>()
      const past = new Set<string>()
      const settle = (next: readonly NoticePromise[]) => {
        for (const p of next) {
          const key = `${p.key} ${p.dueAt}`
          const before = notices.find((b) => b.key === p.key && b.dueAt === p.dueAt)
          if (before?.outcome === 'told') expect(p).toEqual(before)
          else if (p.outcome === 'told') told.set(key, (told.get(key) ?? 0) + 1)
        }
        expect(new Set(next.map((p) => `${p.key} ${p.dueAt}`)).size).toBe(next.length)
        for (const { key, dueAt } of notices.filter((p) => p.outcome === 'told')) {
          expect(next.some((p) => p.key === key && p.dueAt === dueAt)).toBe(true)
        }
        notices = [...next]
      }
      for (const { action, by } of moves) {
        if (action === 'wait') now += by * 6 * HOUR
        const begun = window.state === 'in_progress'
        const to = { ...window, startsAt: window.startsAt + by * DAY, endsAt: window.endsAt + by * DAY }
        if (action === 'move' && !begun && by !== 0 && to.startsAt > now) {
          settle(repromised(notices, window, to, now, window.state === 'announced'))
          for (const p of promised(to).filter((p) => p.dueAt <= now)) past.add(`${p.key} ${p.dueAt}`)
          window = to
        }
        for (let step = clockStep(window, notices, now, false); step; step = clockStep(window, notices, now, false)) {
          if (step.told && step.kind !== 'start') expect(now).toBeLessThan(window.startsAt)
          settle(step.notices)
          window = afterStep(window, step)
        }
        // Whatever is ahead of a window that has not begun is told, or still to be told. A time that had passed when it was
        // chosen was never promised, and is not when the clock goes back before it.
        const ahead = promised(window)
          .filter((p) => window.state !== 'in_progress' && p.dueAt > now)
          .filter((p) => !past.has(`${p.key} ${p.dueAt}`))
        const standing = notices.filter((p) => ahead.some((a) => a.key === p.key && a.dueAt === p.dueAt))
        expect(standing.map((p) => p.outcome).filter((o) => o !== 'told' && o !== 'pending')).toEqual([])
        expect(standing).toHaveLength(ahead.length)
      }
      expect([...told.values()].every((times) => times === 1)).toBe(true)
    }),
    randomCases(300),
  )
})

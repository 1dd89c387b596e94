import { expect, test } from 'vitest'
import { byUrgency, type Pressing } from '../../../server/domain/incident/urgency.ts'
import { minutes, START } from '../../support/clock.ts'

const one = (priority: Pressing['priority'], due: number | null, opened = 0): Pressing => ({
  priority,
  nextUpdateDueAt: due === null ? null : START + minutes(due),
  openedAt: START + minutes(opened),
})

test('of many open incidents the master cases come first, then by priority, and whose news is due first leads', () => {
  const order = [
    one('P1G', -5),
    one('P1G', 40),
    one('P1', 90),
    one('P2', 3),
    one('P2', 100),
    one('P2', null),
    one('P4', 1),
  ]
  for (const shuffled of [order.toReversed(), [...order.slice(3), ...order.slice(0, 3)]]) {
    expect(shuffled.sort(byUrgency)).toEqual(order)
  }
})

test('of two that are due at once the newer one leads', () => {
  const [older, newer] = [one('P1', 30, 0), one('P1', 30, 5)]
  expect([older, newer].sort(byUrgency)).toEqual([newer, older])
})

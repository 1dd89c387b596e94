import type { Window } from '../../domain/time/window.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'
import { instant } from '../../lib/fields.ts'
import { Problem } from '../middleware/problem.ts'

/** Longer is not answered at once. */
const LONGEST = 366 * DAY

export const interval = {
  from: instant.optional().describe('From this instant on.'),
  to: instant.optional().describe('Before this instant; a year after `from` at most.'),
}

/** The interval of time that a request names; what it leaves open is as `usual`. Refuses nothing at all and too much. */
export function intervalOf({ from, to }: { from?: Instant | undefined; to?: Instant | undefined }, usual: Window) {
  const length = usual.endsAt - usual.startsAt
  const begin = to !== undefined && to <= usual.startsAt ? to - length : usual.startsAt
  const startsAt = from ?? Math.max(begin, (to ?? usual.endsAt) - LONGEST)
  const endsAt = to ?? Math.min(Math.max(usual.endsAt, startsAt + length), startsAt + LONGEST)
  if (endsAt <= startsAt) throw wrong('must lie after `from`.')
  if (endsAt - startsAt > LONGEST) throw wrong('must lie within a year after `from`.')
  return { startsAt, endsAt }
}

function wrong(detail: string): Problem {
  return new Problem(422, 'invalid', `to: ${detail}`, { errors: [{ parameter: 'to', detail }] })
}

import type { Window } from '../../domain/time/window.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'
import { instant } from '../../lib/input/fields.ts'
import { Problem } from '../middleware/problem.ts'

/** The longest interval of one request. */
const LONGEST = 366 * DAY

export const interval = {
  from: instant.optional().describe('Begin of the interval.'),
  to: instant.optional().describe('End of the interval, excluded; at most a year after `from`.'),
}

/** The interval of a request, with defaults from `usual`. Refuses an empty one and one of more than a year. */
export function intervalOf({ from, to }: { from?: Instant; to?: Instant }, usual: Window) {
  const length = usual.endsAt - usual.startsAt
  const begin = to !== undefined && to <= usual.startsAt ? to - length : usual.startsAt
  const startsAt = from ?? Math.max(begin, (to ?? usual.endsAt) - LONGEST)
  const endsAt = to ?? Math.min(Math.max(usual.endsAt, startsAt + length), startsAt + LONGEST)
  if (endsAt <= startsAt) throw wrong('must be after `from`.')
  if (endsAt - startsAt > LONGEST) throw wrong('must be within a year after `from`.')
  return { startsAt, endsAt }
}

function wrong(detail: string): Problem {
  return new Problem(422, 'invalid', `to: ${detail}`, { errors: [{ parameter: 'to', detail }] })
}

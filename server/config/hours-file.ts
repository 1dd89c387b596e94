import { z } from 'zod'
import { type Opening, WEEKDAYS, type WeeklyHours } from '../domain/time/office-hours.ts'

const time = (pattern: RegExp) =>
  z.string().regex(pattern, 'Write a local time like "05:00"; midnight at the end is "24:00".')

const opening = z
  .strictObject({
    days: z.array(z.enum(WEEKDAYS)).min(1).describe('On which days: mon, tue, wed, thu, fri, sat, sun.'),
    from: time(/^([01]\d|2[0-3]):[0-5]\d$/).describe("Opens at this local time of the provider's zone."),
    to: time(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/).describe(
      'Closes at this local time; on the next day if it is not after `from`.',
    ),
  })
  .describe('One opening on each of these days.') satisfies z.ZodType<Opening>

const hours = z
  .union([z.literal('always'), z.array(opening).min(1).max(50)], {
    error: 'Write "always", or openings like [{"days": ["mon", "tue"], "from": "05:00", "to": "24:00"}].',
  })
  .describe('"always" for around the clock, or the openings of a week.')

/** When somebody is there. */
export const attendance = {
  hours: hours.optional(),
  onHolidays: z
    .enum(['open', 'closed'])
    .optional()
    .describe('Whether its hours hold on `holidays`. Default: `open` where it is always open, otherwise `closed`.'),
}

/** What is always open is so on holidays, unless the file says otherwise. */
export function holidaysOf(
  { onHolidays }: { onHolidays?: 'open' | 'closed' | undefined },
  hours: WeeklyHours | null,
): 'open' | 'closed' {
  return onHolidays ?? (hours === 'always' ? 'open' : 'closed')
}

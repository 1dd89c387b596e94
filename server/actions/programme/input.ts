import { z } from 'zod'
import { ENDERS, MAINTENANCE_IMPACTS } from '../../domain/maintenance/programme.ts'
import { line, slug, text, timeZone } from '../../lib/fields.ts'

const wall = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time on the wall such as "22:00"')

/** A calendar day between 2000 and 2100. */
const date = z.iso
  .date('must be a date such as 2026-01-16')
  .refine((day) => day >= '2000-01-01' && day < '2100-01-01', 'must lie between the years 2000 and 2100')

const notices = z.strictObject({
  before: z
    .array(z.string().max(20))
    .max(5, 'must have at most 5 entries')
    .default([])
    .describe(
      'Ahead of the start, as ISO 8601 durations: "P7D" is the same wall time a week before, "PT24H" 24 hours.',
    ),
  start: z.boolean().default(false).describe('Told when it starts.'),
  end: z.boolean().default(false).describe('Told when it ends.'),
})

const freeze = z.strictObject({
  from: date.describe('The first day without windows.'),
  until: date.describe('The last.'),
  reason: line(200),
})

const fields = {
  title: line(120).describe('As customers know it.'),
  description: text(5000).describe('Markdown: what is done; told where nobody says more about a window.'),
  reason: text(1000).describe('Markdown: why.'),
  rule: z.string().max(200).describe('A recurrence of RFC 5545, such as FREQ=MONTHLY;BYDAY=3FR.'),
  anchor: date.describe('A date of the rule that it is counted from.'),
  wallStart: wall.describe('When it starts, on the wall of its zone.'),
  wallEnd: wall.describe('When it ends; not after the start means the next day.'),
  zone: timeZone.describe('Its IANA zone; the provider’s, if left out.'),
  platforms: z
    .array(slug)
    .max(100)
    .describe('What it is about; while it names nothing, it rests: it shows and tells no window.'),
  impact: z.enum(MAINTENANCE_IMPACTS).describe('What its platforms show while it runs.'),
  endsBy: z.enum(ENDERS).describe('Who says that it is over; a person, unless it has no impact.'),
  notices: notices
    .transform((plan) => ({ ...plan, atOnce: false }))
    .describe('When subscribers are told; never, if left out: on the page only.'),
  detailsExpected: z.boolean().describe('Should staff say what is done before a window is announced?'),
  freezes: z.array(freeze).max(50).describe('When no window takes place.'),
}

/** `POST /programmes`: a `NewProgramme`. */
export const createProgrammeInput = z.strictObject({
  ...fields,
  id: slug.describe('Its slug: part of its windows’ ids for ever.'),
  zone: fields.zone.optional(),
  endsBy: fields.endsBy.optional(),
  notices: fields.notices.optional(),
  detailsExpected: fields.detailsExpected.optional(),
  freezes: fields.freezes.optional(),
})

/** `PATCH /programmes/{id}`: a `ProgrammeChange`. */
export const changeProgrammeInput = z
  .strictObject({ ...fields, archived: z.boolean().describe('It yields no more windows.') })
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'Name something to change.',
  })

import { z } from 'zod'
import { ENDERS, MAINTENANCE_IMPACTS } from '../../domain/maintenance/programme.ts'
import { list, markdown, placeZone, publicLine, short, slug } from '../../lib/input/fields.ts'
import { changedTexts, translatedTexts } from '../../lib/input/translations.ts'

const wall = short(5).regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a local time such as "22:00"')

/** A calendar day between 2000 and 2100. */
const date = z.iso
  .date('must be a date such as 2026-01-16')
  .max(10)
  .refine((day) => day >= '2000-01-01' && day < '2100-01-01', 'must lie between the years 2000 and 2100')

const notices = z.strictObject({
  before: list(short(20), 5)
    .default([])
    .describe(
      'Notices ahead of the start, as ISO 8601 durations: "P7D" is the same local time a week before, "PT24H" 24 hours before.',
    ),
  start: z.boolean().default(false).describe('Send a notice when it starts.'),
  end: z.boolean().default(false).describe('Send a notice when it ends.'),
})

const freeze = z.strictObject({
  from: date.describe('The first day without windows.'),
  until: date.describe('The last day without windows.'),
  reason: publicLine(200),
})

const fields = {
  title: publicLine(120).describe('The name that customers know.'),
  description: markdown(5000).describe(
    'Markdown: what is done; used for every window that has no description of its own.',
  ),
  reason: markdown(1000).describe('Markdown: why.'),
  rule: short(200).describe('A recurrence rule (RFC 5545), such as FREQ=MONTHLY;BYDAY=3FR.'),
  anchor: date.describe('A date on which the rule falls; the recurrence is counted from it.'),
  wallStart: wall.describe('Local start time in its time zone.'),
  wallEnd: wall.describe('Local end time; on the next day if it is not after the start.'),
  zone: placeZone.describe("Its IANA time zone. Default: the provider's."),
  platforms: list(slug, 100).describe('Ids of the affected platforms. Without any, the programme has no windows.'),
  impact: z.enum(MAINTENANCE_IMPACTS).describe('The state of its platforms while a window runs.'),
  endsBy: z
    .enum(ENDERS)
    .describe(
      'Who completes a window: `clock` at its end, or `hand`. Default: `hand`, or `clock` if it has no impact.',
    ),
  notices: notices
    .transform((plan) => ({ ...plan, atOnce: false }))
    .describe('When subscribers are notified. Default: never, the windows are on the page only.'),
  detailsExpected: z.boolean().describe('Are staff expected to describe the work before a window is announced?'),
  freezes: list(freeze, 50).describe('Periods without windows.'),
}

/** `POST /programmes`: a `NewProgramme`. */
export const createProgrammeInput = z.strictObject({
  ...fields,
  id: slug.describe("A slug, permanently part of its windows' ids."),
  translations: translatedTexts(fields).optional(),
  zone: fields.zone.optional(),
  endsBy: fields.endsBy.optional(),
  notices: fields.notices.optional(),
  detailsExpected: fields.detailsExpected.optional(),
  freezes: fields.freezes.optional(),
})

/** `PATCH /programmes/{id}`: a `ProgrammeChange`. */
export const changeProgrammeInput = z
  .strictObject({
    ...fields,
    translations: changedTexts(fields),
    archived: z.boolean().describe('It has no more windows.'),
  })
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'Give at least one field to change.',
  })

import { z } from '@hono/zod-openapi'
import { ENDERS, MAINTENANCE_IMPACTS, type Programme } from '../../../domain/maintenance/programme.ts'
import { windowTexts } from '../maintenance/resource.ts'

export const programme = z
  .object({
    id: z.string().describe('A slug.'),
    title: z.string(),
    description: z.string().describe('Markdown'),
    reason: z.string().describe('Markdown'),
    translations: windowTexts,
    rule: z.string().describe('A recurrence rule (RFC 5545).'),
    anchor: z.string().describe('The date from which the rule counts.'),
    wallStart: z.string().describe('Local start time.'),
    wallEnd: z.string().describe('Local end time; on the next day if it is not after the start.'),
    zone: z.string().describe('IANA time zone.'),
    platforms: z.array(z.string()).describe('Platform ids.'),
    impact: z.enum(MAINTENANCE_IMPACTS),
    endsBy: z.enum(ENDERS).describe('Who completes a window.'),
    notices: z
      .object({ before: z.array(z.string()), start: z.boolean(), end: z.boolean() })
      .describe('When followers are notified; `before` are ISO 8601 durations.'),
    detailsExpected: z.boolean(),
    freezes: z.array(z.object({ from: z.string(), until: z.string(), reason: z.string() })),
    archived: z.boolean().describe('It has no more windows.'),
  })
  .openapi('Programme')
export type ProgrammeResource = z.output<typeof programme>

/** A programme as the API shows it. */
export function programmeResource(programme: Programme): ProgrammeResource {
  const { computedFrom: _from, revision: _revision, updatedAt: _at, notices, ...fields } = programme
  const { before, start, end } = notices
  return {
    ...fields,
    translations: { ...fields.translations },
    platforms: [...fields.platforms],
    freezes: [...fields.freezes],
    notices: { before: [...before], start, end },
  }
}

import { z } from '@hono/zod-openapi'
import { ENDERS, MAINTENANCE_IMPACTS, type Programme } from '../../../domain/maintenance/programme.ts'

export const programme = z
  .object({
    id: z.string().describe('Its slug.'),
    title: z.string(),
    description: z.string().describe('Markdown'),
    reason: z.string().describe('Markdown'),
    rule: z.string().describe('A recurrence of RFC 5545.'),
    anchor: z.string().describe('The date that the rule counts from.'),
    wallStart: z.string().describe('On the wall of its zone.'),
    wallEnd: z.string().describe('Not after the start: on the next day.'),
    zone: z.string().describe('IANA'),
    platforms: z.array(z.string()).describe('Ids.'),
    impact: z.enum(MAINTENANCE_IMPACTS),
    endsBy: z.enum(ENDERS).describe('Who says that a window is over.'),
    notices: z
      .object({ before: z.array(z.string()), start: z.boolean(), end: z.boolean() })
      .describe('When followers are told; `before` as ISO 8601 durations.'),
    detailsExpected: z.boolean(),
    freezes: z.array(z.object({ from: z.string(), until: z.string(), reason: z.string() })),
    archived: z.boolean().describe('It yields no more windows.'),
  })
  .openapi('Programme')
export type ProgrammeResource = z.output<typeof programme>

/** A programme as the API shows it. */
export function programmeResource(programme: Programme): ProgrammeResource {
  const { computedFrom: _from, revision: _revision, updatedAt: _at, notices, ...fields } = programme
  const { before, start, end } = notices
  return {
    ...fields,
    platforms: [...fields.platforms],
    freezes: [...fields.freezes],
    notices: { before: [...before], start, end },
  }
}

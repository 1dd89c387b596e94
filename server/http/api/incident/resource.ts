import { z } from '@hono/zod-openapi'
import type { UpdateRow } from '../../../../db/incident/updates.ts'
import { saidOf } from '../../../domain/incident/affected.ts'
import { PROMISE_BASES, standing } from '../../../domain/promise/promise.ts'
import { CASE_STATUSES, IMPACTS, type Instant, PHASES, PRIORITIES, STANDINGS } from '../../../domain/vocabulary.ts'
import { incidentUrl } from '../../../lib/links.ts'
import type { IncidentInFull } from '../../../queries/incidents.ts'
import type { AppDeps } from '../../deps.ts'
import { instantOut, rfc3339, rfc3339OrNull } from '../common.ts'

const update = z
  .object({
    id: z.string(),
    phase: z.enum(PHASES),
    caseStatus: z.enum(CASE_STATUSES),
    body: z.string().describe('Markdown'),
    translations: z.record(z.string(), z.object({ title: z.string().optional(), body: z.string() })),
    platforms: z
      .array(z.object({ id: z.string(), from: z.enum(IMPACTS).nullable(), to: z.enum(IMPACTS) }))
      .describe('The impacts that this update changed.'),
    nextUpdateDueAt: instantOut.nullable().describe('When this update promised the next one.'),
    basis: z.enum(PROMISE_BASES).nullable().describe('Why the next update is due at that time.'),
    etr: instantOut.nullable(),
    holdUntil: instantOut.nullable(),
    reason: z.string().nullable(),
    at: instantOut,
    correctedAt: instantOut.nullable().describe('When its text was last corrected.'),
    resolvedAt: instantOut
      .nullable()
      .describe('When the problem was over, if it resolves and says so; otherwise null.'),
  })
  .openapi('Update')

const postmortem = z
  .object({
    body: z.string().nullable().describe('Markdown; null until it is published.'),
    translations: z.record(z.string(), z.object({ title: z.string().optional(), body: z.string() })),
    publishedAt: instantOut.nullable(),
    correctedAt: instantOut.nullable(),
    dueAt: instantOut
      .nullable()
      .describe('By when it was promised, where the operator promises one on a P1G; otherwise null.'),
  })
  .openapi('Postmortem')

export const incident = z
  .object({
    id: z.string().describe('12 letters and digits'),
    url: z.string().describe('Its public page.'),
    title: z.string(),
    priority: z.enum(PRIORITIES).describe('P1G is a master case.'),
    phase: z.enum(PHASES),
    caseStatus: z.enum(CASE_STATUSES),
    caseNumber: z.string().nullable(),
    vendor: z.string().nullable(),
    nextUpdateDueAt: instantOut.nullable().describe('When the next update is due; null once resolved.'),
    standing: z.enum(STANDINGS).describe('The current standing of that promise.'),
    etr: instantOut.nullable().describe('Estimated time of resolution.'),
    holdUntil: instantOut.nullable(),
    platforms: z
      .array(z.object({ id: z.string(), name: z.string(), impact: z.enum(IMPACTS) }))
      .describe('Every platform it has affected, with the current impact (the last one, once resolved).'),
    updates: z.array(update).describe('Newest first.'),
    designations: z
      .array(
        z.object({
          how: z.enum(['designated', 'withdrawn']),
          priority: z.enum(PRIORITIES),
          nextUpdateDueAt: instantOut.nullable(),
          at: instantOut,
        }),
      )
      .describe('When it became a P1G after it had been opened, or was one no longer; oldest first.'),
    openedAt: instantOut,
    startedAt: instantOut.nullable(),
    resolvedAt: instantOut.nullable(),
    timesCorrectedAt: instantOut.nullable().describe('When a lead last corrected these times.'),
    publishedAt: instantOut
      .nullable()
      .describe(
        'When the page first showed its newest state, or after a write what was written; null while it does not.',
      ),
    relatedTo: z.array(z.string()).describe('Ids of related incidents, oldest first.'),
    duplicateOf: z.string().nullable().describe('The id of the incident that continues in its place.'),
    postmortem: postmortem
      .nullable()
      .describe('The reason-for-outage report; null if there is none and none is promised.'),
    drill: z.boolean().describe('An exercise, visible to staff only.'),
  })
  .openapi('Incident')
export type IncidentResource = z.output<typeof incident>

/** An incident as the API shows it. */
export function incidentResource(
  { incident: row, platforms, updates, designations, relatedTo, postmortem: report }: IncidentInFull,
  { plan, clock, site }: Pick<AppDeps, 'plan' | 'clock' | 'site'>,
): IncidentResource {
  return {
    id: row.id,
    url: incidentUrl(site.url, row.id),
    title: row.title,
    priority: row.priority,
    phase: row.phase,
    caseStatus: row.case_status,
    caseNumber: row.case_number,
    vendor: row.vendor,
    nextUpdateDueAt: rfc3339OrNull(row.next_update_due_at),
    standing: standing(row.next_update_due_at, clock(), plan.dueSoon),
    etr: rfc3339OrNull(row.etr),
    holdUntil: rfc3339OrNull(row.hold_until),
    platforms,
    updates: updates.map(updateResource),
    designations: designations.map(({ how, priority, due_at, at }) => ({
      ...{ how, priority, nextUpdateDueAt: rfc3339OrNull(due_at), at: rfc3339(at) },
    })),
    openedAt: rfc3339(row.opened_at),
    startedAt: rfc3339OrNull(row.started_at),
    resolvedAt: rfc3339OrNull(row.resolved_at),
    timesCorrectedAt: rfc3339OrNull(row.times_corrected_at),
    publishedAt: rfc3339OrNull(row.published_at),
    relatedTo,
    duplicateOf: row.duplicate_of,
    postmortem: postmortemResource(row, updates, report),
    drill: row.drill === 1,
  }
}

function postmortemResource(
  row: IncidentInFull['incident'],
  updates: IncidentInFull['updates'],
  report: IncidentInFull['postmortem'],
): z.output<typeof postmortem> | null {
  // What was published stays, with what was promised of it, also when its case is opened again.
  const dueAt = report || row.phase === 'resolved' ? reportDueAt(updates, report) : null
  if (!report && dueAt === null) return null
  return {
    body: report?.body ?? null,
    translations: report?.translations ?? {},
    publishedAt: rfc3339OrNull(report?.published_at ?? null),
    correctedAt: rfc3339OrNull(report?.corrected_at ?? null),
    dueAt: rfc3339OrNull(dueAt),
  }
}

/** Of one that is published: by when it was promised before that, since nothing promises it once it is there. */
function reportDueAt(updates: IncidentInFull['updates'], report: IncidentInFull['postmortem']): Instant | null {
  if (!report) return updates[0]?.report_due_at ?? null
  const before = updates.filter(({ created_at }) => created_at <= report.published_at)
  return before.find((update) => update.report_due_at !== null)?.report_due_at ?? null
}

function updateResource(row: UpdateRow): z.output<typeof update> {
  return {
    id: row.id,
    phase: row.phase,
    caseStatus: row.case_status,
    body: row.body,
    translations: row.translations,
    platforms: saidOf(JSON.parse(row.changes)),
    nextUpdateDueAt: rfc3339OrNull(row.due_at),
    basis: row.basis,
    etr: rfc3339OrNull(row.etr),
    holdUntil: rfc3339OrNull(row.hold_until),
    reason: row.reason,
    at: rfc3339(row.created_at),
    correctedAt: rfc3339OrNull(row.corrected_at),
    resolvedAt: rfc3339OrNull(row.resolved_at),
  }
}

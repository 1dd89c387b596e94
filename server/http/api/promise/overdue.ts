import { z } from '@hono/zod-openapi'
import { listIncidents } from '../../../../db/incident/incidents.ts'
import { acknowledgementsOf, timelinesOf } from '../../../../db/incident/promises.ts'
import type { ActionContext } from '../../../actions/context.ts'
import { ledgerOf } from '../../../domain/promise/ledger.ts'
import { standing } from '../../../domain/promise/promise.ts'
import { PRIORITIES, STANDINGS } from '../../../domain/vocabulary.ts'
import { incidentUrl } from '../../../lib/links.ts'
import { instantOut, rfc3339 } from '../common.ts'

export const acknowledgement = z
  .object({
    id: z.string(),
    promiseId: z.string(),
    until: instantOut,
    reason: z.string(),
    by: z.string(),
    at: instantOut,
  })
  .openapi('Acknowledgement')

export const owedUpdate = z.object({
  promiseId: z.string().describe('Of POST /promises/{id}/acknowledge.'),
  incidentId: z.string(),
  url: z.string(),
  title: z.string(),
  priority: z.enum(PRIORITIES),
  dueAt: instantOut,
  standing: z.enum(STANDINGS),
  acknowledged: acknowledgement.nullable().describe('The latest word of somebody who knows of it.'),
})

/** More than this are not open at a time. */
const MOST = 1000

/** Promised updates that are due soon or overdue, the one due first first. Drills owe nobody anything. */
export async function owedUpdates(
  { db, plan, now }: ActionContext,
  siteUrl: string,
): Promise<z.output<typeof owedUpdate>[]> {
  const open = await listIncidents(db, { open: true }, { limit: MOST })
  const due = open.filter(({ next_update_due_at: at }) => standing(at, now, plan.dueSoon) !== 'on_time')
  const timelines = await timelinesOf(
    db,
    due.map(({ id }) => id),
  )
  const owed = timelines.flatMap((timeline) => ledgerOf(timeline, now)).filter(({ keptAt }) => keptAt === null)
  const known = await acknowledgements(db, owed)
  return owed
    .sort((a, b) => a.dueAt - b.dueAt || a.id.localeCompare(b.id))
    .map(({ id, incidentId, title, priority, dueAt }) => ({
      ...{ promiseId: id, incidentId, url: incidentUrl(siteUrl, incidentId), title, priority },
      dueAt: rfc3339(dueAt),
      standing: standing(dueAt, now, plan.dueSoon),
      acknowledged: known.get(id) ?? null,
    }))
}

/** The latest acknowledgement of each of some promises. */
export async function acknowledgements(
  db: ActionContext['db'],
  promises: readonly { id: string }[],
): Promise<Map<string, z.output<typeof acknowledgement>>> {
  const rows = await acknowledgementsOf(
    db,
    promises.map(({ id }) => id),
  )
  // The latest comes first; a map keeps the last.
  return new Map(
    rows.reverse().map((row) => [
      row.promise_id,
      {
        ...{ id: row.id, promiseId: row.promise_id, reason: row.reason, by: row.actor },
        until: rfc3339(row.until_at),
        at: rfc3339(row.created_at),
      },
    ]),
  )
}

import { z } from '@hono/zod-openapi'
import { type LedgerEntry, PROMISE_KINDS, PROMISE_STATES } from '../../../domain/promise/ledger.ts'
import { PROMISE_BASES } from '../../../domain/promise/promise.ts'
import { type Instant, PRIORITIES } from '../../../domain/vocabulary.ts'
import { incidentUrl, maintenanceUrl } from '../../../lib/links.ts'
import type { NoticeEntry, PromiseLedger } from '../../../queries/promise-ledger.ts'
import { instantOut, rfc3339, rfc3339OrNull } from '../common.ts'
import { shortNotice } from '../maintenance/resource.ts'

const STATES = [...PROMISE_STATES, 'missed', 'withdrawn'] as const

export const promise = z
  .object({
    id: z.string(),
    kind: z.enum([...PROMISE_KINDS, 'maintenance_notice']),
    incidentId: z.string().nullable(),
    maintenanceId: z.string().nullable(),
    url: z.string().describe('The public page of the incident or maintenance.'),
    title: z.string(),
    priority: z.enum(PRIORITIES).nullable().describe('The priority of the incident that set the due time.'),
    basis: z.enum(PROMISE_BASES).nullable().describe('Why a next update was due at that time.'),
    notice: z
      .string()
      .nullable()
      .describe('Of a maintenance: a duration ahead of its start, `at_once`, `start` or `end`.'),
    madeAt: instantOut.nullable(),
    dueAt: instantOut.describe(
      'Of the end of a maintenance as planned: past it still `open` while its followers know that it takes longer.',
    ),
    keptAt: instantOut.nullable().describe('When the update, report or notice that kept it was published.'),
    state: z
      .enum(STATES)
      .describe('`missed`: the notice was not sent in time; `withdrawn`: its window was moved or cancelled.'),
    lateness: z
      .int()
      .nullable()
      .describe(
        'Seconds after the due time, until it was kept or until now; of a maintenance whose followers heard in time that it takes longer, after its real end.',
      ),
    shortNotice: shortNotice.describe('Why a maintenance came at short notice.'),
  })
  .openapi('Promise')
type PromiseResource = z.output<typeof promise>

/** One promise of a ledger: where it stands in the order, and how it is shown. */
export interface PromiseLine {
  id: string
  dueAt: Instant
  shown(): PromiseResource
}

/** All promises of a ledger, in the order of the pages. */
export function promiseLines({ updates, notices }: PromiseLedger, siteUrl: string): PromiseLine[] {
  const lines = [
    ...updates.map((entry) => ({ id: entry.id, dueAt: entry.dueAt, shown: () => updateResource(entry, siteUrl) })),
    ...notices.map((entry) => ({ id: entry.id, dueAt: entry.dueAt, shown: () => noticeResource(entry, siteUrl) })),
  ]
  return lines.sort(byDueTime)
}

/** By due time, then by id: the order of the pages. */
export function byDueTime(a: Pick<PromiseLine, 'dueAt' | 'id'>, b: Pick<PromiseLine, 'dueAt' | 'id'>): number {
  return a.dueAt - b.dueAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

export const seconds = (ms: number) => Math.ceil(ms / 1000)

function updateResource(entry: LedgerEntry, siteUrl: string): PromiseResource {
  const { id, kind, incidentId, title, priority, basis, madeAt, dueAt, keptAt, state, lateness } = entry
  return {
    ...{ id, kind, incidentId, maintenanceId: null, url: incidentUrl(siteUrl, incidentId), title, priority, basis },
    notice: null,
    madeAt: rfc3339(madeAt),
    dueAt: rfc3339(dueAt),
    keptAt: rfc3339OrNull(keptAt),
    state,
    lateness: seconds(lateness),
    shortNotice: null,
  }
}

function noticeResource(entry: NoticeEntry, siteUrl: string): PromiseResource {
  const { id, maintenance, notice, dueAt, keptAt, state, lateness } = entry
  return {
    ...{ id, kind: 'maintenance_notice', incidentId: null, maintenanceId: maintenance.id },
    ...{ url: maintenanceUrl(siteUrl, maintenance.id), title: maintenance.title },
    ...{ priority: null, basis: null, notice, madeAt: null },
    dueAt: rfc3339(dueAt),
    keptAt: rfc3339OrNull(keptAt),
    state,
    lateness: lateness === null ? null : seconds(lateness),
    shortNotice: maintenance.shortNotice,
  }
}

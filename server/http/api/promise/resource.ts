import { z } from '@hono/zod-openapi'
import { timelinesBetween } from '../../../../db/incident/promises.ts'
import { maintenancesOf } from '../../../../db/maintenance/maintenances.ts'
import { noticesDue } from '../../../../db/maintenance/notices.ts'
import { listProgrammes } from '../../../../db/maintenance/programmes.ts'
import type { Reader } from '../../../../db/schema/index.ts'
import { resolveAll } from '../../../domain/maintenance/calendar.ts'
import type { Maintenance } from '../../../domain/maintenance/maintenance.ts'
import { type NoticePromise, noticeStanding } from '../../../domain/maintenance/notice-plan.ts'
import { type LedgerEntry, ledgerBetween, PROMISE_KINDS, PROMISE_STATES } from '../../../domain/promise/ledger.ts'
import { PROMISE_BASES } from '../../../domain/promise/promise.ts'
import type { Window } from '../../../domain/time/window.ts'
import { type Instant, PRIORITIES } from '../../../domain/vocabulary.ts'
import { incidentUrl, maintenanceUrl } from '../../../lib/links.ts'
import { instantOut, rfc3339, rfc3339OrNull } from '../common.ts'
import { shortNotice } from '../maintenance/resource.ts'

const STATES = [...PROMISE_STATES, 'missed', 'withdrawn'] as const

export const promise = z
  .object({
    id: z.string(),
    kind: z.enum([...PROMISE_KINDS, 'maintenance_notice']),
    incidentId: z.string().nullable(),
    maintenanceId: z.string().nullable(),
    url: z.string().describe('The page of what it is about.'),
    title: z.string(),
    priority: z.enum(PRIORITIES).nullable().describe('Under which an incident made it.'),
    basis: z.enum(PROMISE_BASES).nullable().describe('Why a next update was due then.'),
    notice: z.string().nullable().describe('Of a maintenance: a duration ahead of its start, `start` or `end`.'),
    madeAt: instantOut.nullable(),
    dueAt: instantOut,
    keptAt: instantOut.nullable().describe('The public text or the notice that kept it.'),
    state: z
      .enum(STATES)
      .describe('`missed`: a notice that could not be told any more; `withdrawn`: its window was moved or called off.'),
    lateness: z.int().nullable().describe('Seconds behind its time, until it was kept or until now.'),
    shortNotice: shortNotice.describe('Why a maintenance came with less notice than promised.'),
  })
  .openapi('Promise')
export type PromiseResource = z.output<typeof promise>

/** One promise of a ledger: where it stands in the order, and how it is shown. */
export interface PromiseLine {
  id: string
  dueAt: Instant
  shown(): PromiseResource
}

/** What a door needs of a interval of time: promises to be counted, and all of them in order to be shown. */
export interface PromiseLedger {
  entries: LedgerEntry[]
  notices: PromiseResource[]
  lines: PromiseLine[]
}

/** Every promise that was due in a interval of time: of incidents, and of maintenance; or of one incident alone. */
export async function promiseLedger(
  db: Reader,
  { startsAt: from, endsAt: to }: Window,
  { now, siteUrl }: { now: Instant; siteUrl: string },
  incidentId?: string,
): Promise<PromiseLedger> {
  const timelines = await timelinesBetween(db, { from, to })
  const asked = timelines.filter((timeline) => incidentId === undefined || timeline.incidentId === incidentId)
  const entries = ledgerBetween(asked, { from, to }, now)
  const notices = (incidentId === undefined ? await noticesWithWindows(db, from, to) : []).map(([notice, window]) => ({
    dueAt: notice.dueAt,
    resource: noticeResource(notice, window, now, siteUrl),
  }))
  const lines = [
    ...entries.map((entry) => ({ id: entry.id, dueAt: entry.dueAt, shown: () => updateResource(entry, siteUrl) })),
    ...notices.map(({ dueAt, resource }) => ({ id: resource.id, dueAt, shown: () => resource })),
  ]
  return { entries, notices: notices.map(({ resource }) => resource), lines: lines.sort(byDueTime) }
}

async function noticesWithWindows(db: Reader, from: Instant, to: Instant): Promise<[NoticePromise, Maintenance][]> {
  const notices = await noticesDue(db, from, to)
  const stored = await maintenancesOf(db, [...new Set(notices.map(({ maintenanceId }) => maintenanceId))])
  const windows = new Map(resolveAll(await listProgrammes(db), stored).map((m) => [m.id, m]))
  return notices.flatMap(({ maintenanceId, ...notice }) => {
    const window = windows.get(maintenanceId)
    return window ? [[notice, window]] : []
  })
}

/** By due time, then by id: the order that pages follow. */
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

function noticeResource(notice: NoticePromise, window: Maintenance, now: Instant, siteUrl: string): PromiseResource {
  const { key, dueAt, toldAt } = notice
  const state = stateOf(notice, now)
  const isLate = state === 'late' || state === 'overdue'
  const isOut = state === 'missed' || state === 'withdrawn'
  return {
    id: `${window.id}.${key}.${dueAt.toString(36)}`,
    kind: 'maintenance_notice',
    ...{ incidentId: null, maintenanceId: window.id, url: maintenanceUrl(siteUrl, window.id), title: window.title },
    ...{ priority: null, basis: null, notice: key, madeAt: null },
    dueAt: rfc3339(dueAt),
    keptAt: rfc3339OrNull(toldAt),
    state,
    lateness: isOut ? null : isLate ? seconds((toldAt ?? now) - dueAt) : 0,
    shortNotice: window.shortNotice,
  }
}

/** A notice's standing in the words of the ledger of updates. */
function stateOf(notice: NoticePromise, now: Instant): PromiseResource['state'] {
  const stands = noticeStanding(notice, now)
  if (stands === 'ahead') return 'open'
  return stands === 'late' && notice.toldAt === null ? 'overdue' : stands
}

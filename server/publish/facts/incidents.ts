import { closedSpans } from '../../../db/incident/closings.ts'
import { type DesignationRow, designationsOf } from '../../../db/incident/designations.ts'
import { postmortemsOf, type ReportRow } from '../../../db/incident/postmortems.ts'
import {
  firstBeginning,
  type ImpactRow,
  type IncidentRow,
  impactRows,
  incidentsTouching,
  lastSpokenOf,
  latestIncidents,
  latestIncidentsOf,
  newestFirst,
  openIncidents,
  publicIncidents,
  resolvedIncidents,
  resolvedWithin,
} from '../../../db/incident/public.ts'
import { titlesOf, type UpdateRow, updatesOf } from '../../../db/incident/updates.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { type ReportStanding, reportPutOff, reportStanding } from '../../domain/incident/postmortem.ts'
import { type ClosedSpan, openTimes, spanOf } from '../../domain/incident/times/span.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { standingReason } from '../../domain/promise/why.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { startOf } from './days.ts'
import { monthSpan } from './months.ts'
import type { Once } from './once.ts'

/** An incident as lists show it. */
export interface IncidentWithImpacts {
  row: IncidentRow
  /** Everything it did to platforms, oldest first. */
  impacts: readonly ImpactRow[]
  /** When it was closed before it was reopened, oldest first. */
  closed: readonly ClosedSpan[]
  /** What it is called in other languages. */
  titles: Readonly<Record<string, string>>
}
/** An incident with everything said of it. */
export interface IncidentWithUpdates extends IncidentWithImpacts {
  /** Newest first. */
  updates: readonly UpdateRow[]
  /** When it became a P1G, or was one no longer. Oldest first. */
  designations: readonly DesignationRow[]
  /** On its cause, once there is one. */
  report: ReportRow | null
}

/** The home page says "two weeks" where there is none. */
const RECENT = { back: { days: -14 }, limit: 20 }
/** Statuspage's lists hold 50; feeds and a platform's page show as many. */
const LATEST = 50

/** What documents say of incidents, as of `now`; each answer is read once. */
export function incidentSnapshot(db: Reader, now: Instant, zone: string, once: Once) {
  const listedOf = (platformId: string) =>
    once(`listed ${platformId}`, async () => withImpacts(db, await latestIncidentsOf(db, platformId, LATEST)))
  const { incident, load } = incidentsById(db)
  const recentFrom = startOf(now, RECENT.back, zone)
  const spokenOf = () =>
    once('spoken of', async () => {
      const ids = await lastSpokenOf(db, LATEST)
      await load(ids)
      return (await Promise.all(ids.map(incident))).filter((one) => one !== null)
    })
  return {
    /** One incident with its updates; null for a drill or an unknown id. */
    incident,
    /** Reads many incidents at once, so that `incident` finds them. */
    load,
    /** Open incidents, newest first. */
    open: () => once('open', async () => complete(db, await openIncidents(db))),
    /** Which incidents were resolved within a time, and when. */
    resolvedWithin: (from: Instant, until: Instant) => resolvedWithin(db, from, until),
    /** Lately resolved incidents, however long ago they began; latest resolved first. */
    recent: () => once('recent', async () => withImpacts(db, await resolvedIncidents(db, recentFrom, RECENT.limit))),
    /** From when on such are listed. */
    recentFrom,
    /** Open incidents, and those of which something happened or was said last; latest opened first. */
    latest: () =>
      once('latest', async () => latestOf(await complete(db, await latestIncidents(db, LATEST)), await spokenOf())),
    /** The same of a platform: for its page without their updates, for its feeds with them. */
    listedOf,
    latestOf: (platformId: string) =>
      once(`latest ${platformId}`, async () => withUpdates(db, await listedOf(platformId))),
    /** The incidents that were spoken of last, in no particular order. */
    spokenOf,
    /** What was open in a month, with what was said of it. */
    month: (month: string) =>
      once(`month ${month}`, async () => {
        const { from, until } = monthSpan(month, zone)
        const touching = await complete(db, await incidentsTouching(db, from, until))
        return touching.filter(({ row, closed }) => {
          const span = spanOf({ openedAt: row.opened_at, startedAt: row.started_at, resolvedAt: row.resolved_at }, now)
          return openTimes(span, closed).some((time) => time.from < until && time.until >= from)
        })
      }),
    /** What some incidents are called in other languages, by id. */
    titlesOf: (ids: readonly string[]) => titlesOf(db, ids),
    firstBeginning: () => once('first', () => firstBeginning(db)),
  }
}

/**
 * The `LATEST` of two lists, latest opened first. By when something was said, too: one that is told long afterwards, or
 * whose report is out, is news however long it is over.
 */
function latestOf(ended: IncidentWithUpdates[], spoken: IncidentWithUpdates[]): IncidentWithUpdates[] {
  const moved = ({ row, updates, report }: IncidentWithUpdates) =>
    Math.max(row.resolved_at ?? Number.POSITIVE_INFINITY, updates[0]?.created_at ?? 0, report?.published_at ?? 0)
  return [...new Map([...spoken, ...ended].map((one) => [one.row.id, one])).values()]
    .sort((a, b) => moved(b) - moved(a))
    .slice(0, LATEST)
    .sort((a, b) => newestFirst(a.row, b.row))
}

function incidentsById(db: Reader) {
  const known = new Map<string, Promise<IncidentWithUpdates | null>>()
  const load = async (ids: readonly string[]): Promise<void> => {
    const missing = ids.filter((id) => !known.has(id))
    const loaded = publicIncidents(db, missing)
      .then((rows) => complete(db, rows))
      .then((incidents) => new Map(incidents.map((incident) => [incident.row.id, incident])))
    for (const id of missing) {
      const one = loaded.then((found) => found.get(id) ?? null)
      // It may fail before anybody asks for this one: whoever called `load` hears of it, and the process goes on.
      one.catch(() => {})
      known.set(id, one)
    }
    await loaded
  }
  const incident = async (id: string): Promise<IncidentWithUpdates | null> => {
    if (!known.has(id)) await load([id])
    return known.get(id) ?? null
  }
  return { load, incident }
}

async function complete(db: Reader, rows: readonly IncidentRow[]): Promise<IncidentWithUpdates[]> {
  return withUpdates(db, await withImpacts(db, rows))
}

async function withImpacts(db: Reader, rows: readonly IncidentRow[]): Promise<IncidentWithImpacts[]> {
  const ids = rows.map((row) => row.id)
  const byIncident = Map.groupBy(await impactRows(db, ids), (impact) => impact.incident_id)
  const [closed, titles] = await Promise.all([closedSpans(db, ids), titlesOf(db, ids)])
  return rows.map((row) => ({
    row,
    impacts: byIncident.get(row.id) ?? [],
    closed: closed.get(row.id) ?? [],
    titles: titles.get(row.id) ?? {},
  }))
}

async function withUpdates(db: Reader, listed: readonly IncidentWithImpacts[]): Promise<IncidentWithUpdates[]> {
  const ids = listed.map(({ row }) => row.id)
  const [updates, reports, designations] = await Promise.all([
    updatesOf(db, ids),
    postmortemsOf(db, ids),
    designationsOf(db, ids),
  ])
  const turnsOf = Map.groupBy(designations, (one) => one.incident_id)
  const byIncident = Map.groupBy(updates, (update) => update.incident_id)
  const reportOn = new Map(reports.map((report) => [report.incident_id, report]))
  return listed.map((incident) => {
    const { id } = incident.row
    return {
      ...incident,
      updates: byIncident.get(id) ?? [],
      designations: turnsOf.get(id) ?? [],
      report: reportOn.get(id) ?? null,
    }
  })
}

/** The reason that its newest update gave, if it still stands beside what is promised. */
export function reasonNow({ row, updates: [last], designations }: IncidentWithUpdates, now: Instant): string | null {
  if (!last || row.next_update_due_at === null) return null
  const { reason, basis, etr, hold_until: holdUntil } = last
  const designated = designations.some(({ how, at }) => how === 'designated' && at >= last.created_at)
  return standingReason({ reason, basis, etr, holdUntil }, now, designated)
}

/** How it stands with the report on its cause. */
export function reportStandingOf({ row, updates, report, closed }: IncidentWithUpdates, now: Instant): ReportStanding {
  const promisedBy = updates[0]?.report_due_at ?? null
  return reportStanding({ phase: row.phase, report, promisedBy, reopenedAt: closed.at(-1)?.until ?? null }, now)
}

/** Of an update that reopened it: by when the report had been promised that follows the next resolution. */
export function reportPutOffBy(index: number, incident: IncidentWithUpdates, plan: Plan): Instant | null {
  const { row, updates, report } = incident
  const [update, before] = updates.slice(index)
  if (!update || before?.phase !== 'resolved' || update.phase === 'resolved') return null
  const { phase, case_status: caseStatus, created_at: now } = update
  const reopened = { phase, caseStatus, priority: update.promised_under ?? row.priority, drill: row.drill === 1 }
  return reportPutOff(before.report_due_at, reopened, {
    now,
    plan,
    reported: report !== null && report.published_at < now,
  })
}

import { expect } from 'vitest'
import { timelinesBetween, timelinesOf } from '../../../db/incident/promises.ts'
import type { Db, Row } from '../../../db/schema/index.ts'
import { firstBrokenAudit } from '../../../db/system/audit-check.ts'
import type { ImpactChange } from '../../../server/domain/incident/incident.ts'
import { type PastImpact, pastImpacts } from '../../../server/domain/incident/times/past-impacts.ts'
import { ledgerOf } from '../../../server/domain/promise/ledger.ts'
import { HOUR, type Instant } from '../../../server/domain/vocabulary.ts'
import { MONTY } from '../people.ts'

type Incident = Row<'incidents'>
type Update = Row<'updates'>

/** What is true at the desk whatever anybody does, in whatever order. */
export async function expectOrder(db: Db, now: Instant): Promise<void> {
  const incidents = await db.selectFrom('incidents').selectAll().orderBy('id').execute()
  const updates = await db.selectFrom('updates').selectAll().orderBy('incident_id').orderBy('sequence').execute()
  const byIncident = Map.groupBy(updates, (update) => update.incident_id)
  for (const incident of incidents) {
    const told = byIncident.get(incident.id) ?? []
    timelineIsMonotone(told)
    stateFollowsTheTimeline(incident, told)
  }
  await promisesStand(db, incidents, now)
  await p1gsKeepTheHour(db, incidents, byIncident)
  await impactsAreAsTheTimelineSays(db, incidents, byIncident)
  await reportersDesignateNothing(db, incidents)
  await duplicatesLeadToOneMaster(db, incidents)
  await relationsGoBothWays(db)
  await numbersHaveNoGaps(db)
}

function timelineIsMonotone(told: readonly Update[]): void {
  expect(told.map((update) => update.sequence)).toEqual(told.map((_, index) => index + 1))
  expect(told.map((update) => update.created_at)).toEqual(told.map((update) => update.created_at).sort((a, b) => a - b))
}

function stateFollowsTheTimeline(incident: Incident, told: readonly Update[]): void {
  const last = told.at(-1)
  expect(last).toMatchObject({
    phase: incident.phase,
    case_status: incident.case_status,
    due_at: incident.next_update_due_at,
    hold_until: incident.phase === 'resolved' ? last?.hold_until : incident.hold_until,
  })
  const over = incident.phase === 'resolved'
  expect(['closed', 'closed_no_response', 'duplicate'].includes(incident.case_status)).toBe(over)
  expect(incident.next_update_due_at === null).toBe(over)
  expect(incident.hold_until !== null).toBe(incident.case_status === 'on_hold')
  if (incident.case_status === 'resolved_follow_up') expect(incident.phase).toBe('monitoring')
}

/** A resolved incident has no open promise, an open one exactly one; and a range finds what the incidents have. */
async function promisesStand(db: Db, incidents: readonly Incident[], now: Instant): Promise<void> {
  const timelines = await timelinesOf(
    db,
    incidents.map(({ id }) => id),
  )
  for (const timeline of timelines) {
    const open = ledgerOf(timeline, now).filter((entry) => entry.keptAt === null)
    const incident = incidents.find(({ id }) => id === timeline.incidentId)
    expect(open.map((entry) => entry.dueAt)).toEqual(
      incident?.phase === 'resolved' ? [] : [incident?.next_update_due_at],
    )
  }
  const drills = new Set(incidents.filter((incident) => incident.drill === 1).map(({ id }) => id))
  const open = timelines.filter((timeline) => !drills.has(timeline.incidentId))
  expect(await timelinesBetween(db, { from: 0, to: Number.MAX_SAFE_INTEGER })).toEqual(open)
}

async function p1gsKeepTheHour(db: Db, incidents: readonly Incident[], told: Map<string, Update[]>): Promise<void> {
  const designations = await db
    .selectFrom('audit')
    .select(['object', 'at'])
    .where('action', '=', 'incident.designate_p1g')
    .execute()
  for (const { id, priority, phase, next_update_due_at } of incidents) {
    if (priority !== 'P1G' || phase === 'resolved') continue
    const designated = designations.filter(({ object }) => object === `incident/${id}`).map(({ at }) => at)
    const latest = Math.max(...designated, (told.get(id)?.at(-1)?.created_at ?? 0) + HOUR)
    expect(next_update_due_at).toBeLessThanOrEqual(latest)
  }
  const impacts = await db.selectFrom('impacts').selectAll().where('until_at', 'is', null).execute()
  for (const { id, priority, phase, case_status } of incidents) {
    const running = impacts.filter((impact) => impact.incident_id === id)
    if (phase === 'resolved') expect(running).toEqual([])
    // Where the work is done and to be confirmed, everything may work.
    else if (priority === 'P1G' && case_status !== 'resolved_follow_up')
      expect(running.some((impact) => impact.impact !== 'operational')).toBe(true)
  }
}

async function impactsAreAsTheTimelineSays(
  db: Db,
  incidents: readonly Incident[],
  told: Map<string, Update[]>,
): Promise<void> {
  const impacts = await db.selectFrom('impacts').selectAll().execute()
  const felt = ({ from, until }: PastImpact) => until === null || until > from
  const inOrder = (said: readonly PastImpact[]) =>
    said
      .filter(felt)
      .map((one) => JSON.stringify(one))
      .sort()
  for (const { id, started_at, opened_at } of incidents) {
    const sayings = (told.get(id) ?? []).map(({ created_at: at, phase, changes, resolved_at: resolvedAt }) => {
      return { at, phase, resolvedAt, changes: JSON.parse(changes) as ImpactChange[] }
    })
    const stored = impacts.filter((impact) => impact.incident_id === id)
    const kept = stored.map(({ platform_id: platform, impact, from_at: from, until_at: until }) => {
      return { platform, impact, from, until }
    })
    expect(inOrder(kept)).toEqual(inOrder(pastImpacts(sayings, started_at ?? opened_at)))
  }
}

async function reportersDesignateNothing(db: Db, incidents: readonly Incident[]): Promise<void> {
  const theirs = await db.selectFrom('audit').select(['action', 'detail']).where('actor', '=', MONTY.name).execute()
  for (const { action, detail } of theirs) {
    expect(action).not.toMatch(/p1g|reopen|incident\.update/)
    expect(detail).not.toContain('"P1G"')
  }
  const designated = await db
    .selectFrom('audit')
    .select('object')
    .where('action', '=', 'incident.designate_p1g')
    .execute()
  const objects = new Set(designated.map(({ object }) => object))
  for (const { id, priority } of incidents) if (priority === 'P1G') expect(objects).toContain(`incident/${id}`)
}

async function duplicatesLeadToOneMaster(db: Db, incidents: readonly Incident[]): Promise<void> {
  const duplicates = new Set(incidents.filter((incident) => incident.duplicate_of !== null).map(({ id }) => id))
  for (const { case_status, duplicate_of } of incidents) {
    expect(duplicate_of !== null).toBe(case_status === 'duplicate')
    if (duplicate_of !== null) expect(duplicates).not.toContain(duplicate_of)
  }
  const followed = await db
    .selectFrom('subscriptions')
    .select('scope_id')
    .where('scope_type', '=', 'incident')
    .execute()
  for (const { scope_id } of followed) expect(duplicates).not.toContain(scope_id)
}

async function relationsGoBothWays(db: Db): Promise<void> {
  const relations = await db.selectFrom('relations').selectAll().execute()
  const pairs = new Set(relations.map((relation) => `${relation.incident_id} ${relation.related_id}`))
  for (const relation of relations) expect(pairs).toContain(`${relation.related_id} ${relation.incident_id}`)
}

async function numbersHaveNoGaps(db: Db): Promise<void> {
  for (const table of ['events', 'audit'] as const) {
    const ids = (await db.selectFrom(table).select('id').orderBy('id').execute()).map(({ id }) => id)
    expect(ids).toEqual(ids.map((_, index) => index + 1))
  }
  expect(await firstBrokenAudit(db)).toBeNull()
}

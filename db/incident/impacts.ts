import type { ImpactChange } from '../../server/domain/incident/incident.ts'
import { type ImpactSaying, pastImpacts } from '../../server/domain/incident/times/past-impacts.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import { laterOf } from '../later.ts'
import type { Reader, Row, Trx } from '../schema/index.ts'

/**
 * Ends the running impact of each changed platform at `now` and begins the next. One without duration is deleted. None
 * begins before the one before it, even if the clock was set back.
 */
export async function changeImpacts(
  trx: Trx,
  incidentId: string,
  changes: readonly ImpactChange[],
  now: Instant,
): Promise<void> {
  for (const { id, to } of changes) {
    const at = Math.max(now, (await lastChange(trx, incidentId, id)) ?? now)
    await trx
      .deleteFrom('impacts')
      .where('incident_id', '=', incidentId)
      .where('platform_id', '=', id)
      .where((e) => e.or([e('until_at', 'is', null), e('until_at', '=', at)]))
      .where('from_at', '=', at)
      .execute()
    await endImpacts(trx, incidentId, at, id)
    await trx
      .insertInto('impacts')
      .values({ incident_id: incidentId, platform_id: id, impact: to, from_at: at, until_at: null })
      .execute()
  }
}

async function lastChange(trx: Trx, incidentId: string, platformId: string): Promise<Instant | null> {
  const row = await trx
    .selectFrom('impacts')
    .select((e) => e.fn.max('from_at').as('at'))
    .where('incident_id', '=', incidentId)
    .where('platform_id', '=', platformId)
    .executeTakeFirst()
  return row?.at ?? null
}

/** Ends the running impacts of an incident, or of one of its platforms; none before it began. */
export async function endImpacts(trx: Trx, incidentId: string, at: Instant, platformId?: string): Promise<void> {
  await trx
    .updateTable('impacts')
    .set({ until_at: laterOf('from_at', at) })
    .where('incident_id', '=', incidentId)
    .where('until_at', 'is', null)
    .$if(platformId !== undefined, (query) => query.where('platform_id', '=', platformId as string))
    .execute()
}

/** What the updates of an incident say of platforms, oldest first. */
export async function impactSayings(db: Reader, incidentId: string): Promise<ImpactSaying[]> {
  const updates = await db
    .selectFrom('updates')
    .select(['created_at as at', 'phase', 'changes', 'resolved_at as resolvedAt'])
    .where('incident_id', '=', incidentId)
    .orderBy('sequence')
    .execute()
  return updates.map((update) => ({ ...update, changes: JSON.parse(update.changes) as ImpactChange[] }))
}

/** Replaces everything that an incident did to platforms by what its timeline says. */
export async function rewriteImpacts(trx: Trx, incidentId: string, beganAt: Instant): Promise<void> {
  const sayings = await impactSayings(trx, incidentId)
  await trx.deleteFrom('impacts').where('incident_id', '=', incidentId).execute()
  for (const { platform, impact, from, until } of pastImpacts(sayings, beganAt)) {
    await trx
      .insertInto('impacts')
      .values({ incident_id: incidentId, platform_id: platform, impact, from_at: from, until_at: until })
      .execute()
  }
}

/** What every open incident does to platforms now. Drills do nothing. */
export async function impactsNow(db: Reader): Promise<Pick<Row<'impacts'>, 'platform_id' | 'impact'>[]> {
  return (
    db
      .selectFrom('incidents')
      .innerJoin('impacts', 'impacts.incident_id', 'incidents.id')
      .select(['impacts.platform_id', 'impacts.impact'])
      // What is resolved has no running impact; these have an index of their own.
      .where('incidents.drill', '=', 0)
      .where('impacts.until_at', 'is', null)
      .execute()
  )
}

/**
 * The impact of each incident on each platform it has affected, in the order in which they were first named; once
 * resolved, the last impact. After reopening, impacts that ended before count as operational.
 */
export async function impactsOf(db: Reader, incidentIds: readonly string[]): Promise<Row<'impacts'>[]> {
  if (incidentIds.length === 0) return []
  const rows = await db
    .selectFrom('impacts')
    .innerJoin('incidents', 'incidents.id', 'impacts.incident_id')
    .selectAll('impacts')
    .select('incidents.phase')
    .where('impacts.incident_id', 'in', incidentIds)
    .orderBy('impacts.from_at')
    .orderBy('impacts.platform_id')
    .execute()
  const latest = new Map(rows.map((row) => [`${row.incident_id} ${row.platform_id}`, row]))
  return [...latest.values()].map(({ phase, ...row }) => {
    const over = phase !== 'resolved' && row.until_at !== null
    return over ? { ...row, impact: 'operational' as const } : row
  })
}

/** The ids of the platforms that each incident has affected, in the order in which they were first named. */
export async function platformsOf(db: Reader, incidentIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const byIncident = Map.groupBy(await impactsOf(db, incidentIds), (impact) => impact.incident_id)
  return new Map([...byIncident].map(([id, impacts]) => [id, impacts.map(({ platform_id }) => platform_id)]))
}

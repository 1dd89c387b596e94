import type { Db } from '../../../db/schema/index.ts'
import type { UpdateCommand } from '../../../server/domain/incident/updating.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import type { Impact } from '../../../server/domain/vocabulary.ts'
import { createSnapshot } from '../../../server/publish/facts/snapshot.ts'
import { UptimeCache } from '../../../server/publish/facts/uptime-cache.ts'
import { hours, START } from '../clock.ts'
import { SITE } from '../publish/site.ts'
import { news, p2 } from './actions.ts'

export const down = (impact: Impact = 'major_outage', id = 'trunks') => [{ id, impact }]
export const outage = p2({ platforms: down() })
export const over = (rest: Partial<UpdateCommand> = {}) => news('Over.', { phase: 'resolved', ...rest })

export const incidentRow = (db: Db, id: string) =>
  db.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** What was done to each platform, from and until so many hours after the start. */
export async function impactHours(db: Db) {
  const rows = await db.selectFrom('impacts').selectAll().orderBy('platform_id').orderBy('from_at').execute()
  const since = (at: number | null) => (at === null ? null : (at - START) / hours(1))
  return rows.map((one) => [one.platform_id, one.impact, since(one.from_at), since(one.until_at)])
}

/** How much of the last two days `trunks` was up, in hundredths of a percent. */
export async function uptimeOfTrunks(db: Db, now: number) {
  const snapshot = createSnapshot(db, SITE, DEFAULT_PLAN, now, await UptimeCache.read(db, now))
  return snapshot.past({ id: 'trunks', created_at: 0 }, 2).uptime
}

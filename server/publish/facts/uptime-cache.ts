import type { ImpactInterval } from '../../../db/incident/public.ts'
import type { Reader, Row } from '../../../db/schema/index.ts'
import type { Maintenance } from '../../domain/maintenance/maintenance.ts'
import { type Day, type Interval, maintenanceIntervals, type PastDays, pastDays } from '../../domain/platform/uptime.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'
import { intervalsOf, readTrouble } from './trouble.ts'

/** An interval in which a platform was in a state, and why. */
type Happening = Interval & ({ incident: string; window: null } | { incident: null; window: Maintenance })

type Aged = Pick<Row<'platforms'>, 'id' | 'created_at'>

/** A year, and a day for zones. */
const REACH = 367 * DAY

/**
 * What incidents and maintenance did to every platform in the last year, kept in memory, and what `pastDays` makes of
 * it: with thousands of past incidents it would be most of what a page costs. Whoever keeps it sets each incident and
 * window that an event is about; nothing else changes it.
 */
export class UptimeCache {
  readonly #byPlatform = new Map<string, Map<string, ImpactInterval[]>>()
  /** Windows that began, by their ids. */
  readonly #maintenances = new Map<string, Maintenance>()
  readonly #computed = new Map<string, { days: readonly Day[]; past: PastDays }>()

  static async read(db: Reader, now: Instant): Promise<UptimeCache> {
    const cache = new UptimeCache()
    const { impacts, ran } = await readTrouble(db, now - REACH)
    for (const interval of impacts) cache.#add(interval)
    for (const maintenance of ran) cache.setMaintenance(maintenance)
    return cache
  }

  /** Replaces what is known of an incident. */
  setIncident({ row, impacts }: { row: { id: string }; impacts: readonly ImpactInterval[] }): void {
    for (const [platformId, incidents] of this.#byPlatform) {
      if (incidents.delete(row.id)) this.#forget(platformId)
    }
    for (const interval of impacts) this.#add(interval)
  }

  /** Replaces what is known of a window. */
  setMaintenance(maintenance: Maintenance): void {
    const { id, beganAt, platforms } = maintenance
    const before = this.#maintenances.get(id)
    if (beganAt === null) this.#maintenances.delete(id)
    else this.#maintenances.set(id, maintenance)
    for (const platformId of new Set([...(before?.platforms ?? []), ...platforms])) this.#forget(platformId)
  }

  /** What happened to a platform in the last year, oldest first, and what of it were incidents (by id) or windows. */
  happened(platformId: string): Happening[] {
    const impacts = [...(this.#byPlatform.get(platformId)?.values() ?? [])].flat()
    const ran = [...this.#maintenances.values()].filter(({ platforms }) => platforms.includes(platformId))
    const happened = [
      ...impacts.map(
        (one): Happening => ({
          ...{ state: one.impact, from: one.from_at, until: one.until_at },
          ...{ incident: one.incident_id, window: null },
        }),
      ),
      ...ran.flatMap((window) =>
        maintenanceIntervals([window]).map((one): Happening => ({ ...one, incident: null, window })),
      ),
    ]
    const idOf = ({ incident, window }: Happening) => incident ?? window?.id ?? ''
    return happened.sort((a, b) => a.from - b.from || (idOf(a) < idOf(b) ? -1 : 1))
  }

  /** How a platform fared on some days, until it was archived. */
  pastDays(
    { id, created_at: createdAt }: Aged,
    days: readonly Day[],
    now: Instant,
    archivedAt: Instant | null = null,
  ): PastDays {
    const key = `${id} ${days.length} ${archivedAt}`
    const known = this.#computed.get(key)
    if (known?.days === days) return known.past
    const incidents = intervalsOf([...(this.#byPlatform.get(id)?.values() ?? [])].flat())
    const ran = [...this.#maintenances.values()].filter(({ platforms }) => platforms.includes(id))
    const past = pastDays(days, { createdAt, archivedAt, incidents, ran }, now)
    // While something lasts, or where there are few of them, every minute counts; else a past is the same all day.
    const lasts = incidents.some(({ until }) => until === null) || ran.some(({ endedAt }) => endedAt === null)
    if (!lasts && past.from === null) this.#computed.set(key, { days, past })
    return past
  }

  #add(interval: ImpactInterval): void {
    const incidents = this.#byPlatform.get(interval.platform_id) ?? new Map<string, ImpactInterval[]>()
    this.#byPlatform.set(interval.platform_id, incidents)
    incidents.set(interval.incident_id, [...(incidents.get(interval.incident_id) ?? []), interval])
    this.#forget(interval.platform_id)
  }

  #forget(platformId: string): void {
    for (const key of this.#computed.keys()) {
      if (key.startsWith(`${platformId} `)) this.#computed.delete(key)
    }
  }
}

import { type ImpactInterval, troubleSince } from '../../../db/incident/public.ts'
import { begunMaintenances } from '../../../db/maintenance/maintenances.ts'
import { listProgrammes } from '../../../db/maintenance/programmes.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { resolveAll } from '../../domain/maintenance/calendar.ts'
import { announcedIntervals, maintenanceIntervals, uptimeOutside } from '../../domain/maintenance/history.ts'
import type { Maintenance } from '../../domain/maintenance/maintenance.ts'
import { type Day, uptime, worstByDay } from '../../domain/platform/uptime.ts'
import { DAY, type Instant, type PlatformState } from '../../domain/vocabulary.ts'
import type { Listed } from './facts.ts'

export interface PastDays {
  /** Worst state of each day. */
  history: PlatformState[]
  /** 0 to 1 over those days, announced maintenance left out. */
  uptime: number
}

/** A year, and a day for zones. */
const REACH = 367 * DAY

/**
 * The last year's trouble and maintenance of every platform, kept in memory: with thousands of past incidents it would
 * be most of what a page costs. Whoever keeps it notes each incident and window that an event is about; nothing else
 * changes it.
 */
export class TroubleBook {
  readonly #byPlatform = new Map<string, Map<string, ImpactInterval[]>>()
  /** Windows that began, by their ids. */
  readonly #maintenances = new Map<string, Maintenance>()
  readonly #computed = new Map<string, { days: readonly Day[]; past: PastDays }>()

  static async read(db: Reader, now: Instant): Promise<TroubleBook> {
    const book = new TroubleBook()
    for (const stretch of await troubleSince(db, now - REACH)) book.#add(stretch)
    const begun = await begunMaintenances(db, now - REACH)
    for (const maintenance of resolveAll(await listProgrammes(db), begun)) book.noteMaintenance(maintenance)
    return book
  }

  /** Replaces what is known of an incident. */
  note({ row, impacts }: Listed): void {
    for (const [platformId, incidents] of this.#byPlatform) {
      if (incidents.delete(row.id)) this.#forget(platformId)
    }
    for (const stretch of impacts) this.#add(stretch)
  }

  /** Replaces what is known of a window. */
  noteMaintenance(maintenance: Maintenance): void {
    const { id, beganAt, platforms } = maintenance
    const before = this.#maintenances.get(id)
    if (beganAt === null) this.#maintenances.delete(id)
    else this.#maintenances.set(id, maintenance)
    for (const platformId of new Set([...(before?.platforms ?? []), ...platforms])) this.#forget(platformId)
  }

  /** How a platform fared on some days. */
  pastDays(platformId: string, days: readonly Day[], now: Instant): PastDays {
    const key = `${platformId} ${days.length}`
    const known = this.#computed.get(key)
    if (known?.days === days) return known.past
    const stretches = [...(this.#byPlatform.get(platformId)?.values() ?? [])].flat()
    const trouble = stretches.map(({ impact, from_at, until_at }) => ({
      state: impact,
      from: from_at,
      until: until_at,
    }))
    const ran = [...this.#maintenances.values()].filter(({ platforms }) => platforms.includes(platformId))
    const from = days[0]?.from ?? now
    const announced = announcedIntervals(ran)
    const past = {
      history: worstByDay(days, [...trouble, ...maintenanceIntervals(ran)], now),
      uptime: announced.length > 0 ? uptimeOutside(from, now, trouble, announced) : uptime(from, now, trouble),
    }
    // While something lasts, every minute counts; a past without it is the same all day.
    const lasts = trouble.some(({ until }) => until === null) || ran.some(({ endedAt }) => endedAt === null)
    if (!lasts) this.#computed.set(key, { days, past })
    return past
  }

  #add(stretch: ImpactInterval): void {
    const incidents = this.#byPlatform.get(stretch.platform_id) ?? new Map<string, ImpactInterval[]>()
    this.#byPlatform.set(stretch.platform_id, incidents)
    incidents.set(stretch.incident_id, [...(incidents.get(stretch.incident_id) ?? []), stretch])
    this.#forget(stretch.platform_id)
  }

  #forget(platformId: string): void {
    for (const key of this.#computed.keys()) {
      if (key.startsWith(`${platformId} `)) this.#computed.delete(key)
    }
  }
}

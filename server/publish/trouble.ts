import type { Reader } from '../../db/schema.ts'
import { type Stretch, troubleSince } from '../../db/views.ts'
import { type Day, uptime, worstByDay } from '../domain/history.ts'
import { DAY, type Instant, type PlatformState } from '../domain/vocabulary.ts'
import type { Listed } from './facts.ts'

export interface PastDays {
  /** Worst state of each day. */
  history: PlatformState[]
  /** 0 to 1 over those days. */
  uptime: number
}

/** A year, and a day for zones. */
const REACH = 367 * DAY

/**
 * The last year's trouble of every platform, kept in memory: with thousands of past incidents it would be most of what a
 * page costs. Whoever keeps it notes each incident that an event is about; nothing else changes it.
 */
export class TroubleBook {
  readonly #byPlatform = new Map<string, Map<string, Stretch[]>>()
  readonly #computed = new Map<string, { days: readonly Day[]; past: PastDays }>()

  static async read(db: Reader, now: Instant): Promise<TroubleBook> {
    const book = new TroubleBook()
    for (const stretch of await troubleSince(db, now - REACH)) book.#add(stretch)
    return book
  }

  /** Replaces what is known of an incident. */
  note({ row, impacts }: Listed): void {
    for (const [platformId, incidents] of this.#byPlatform) {
      if (incidents.delete(row.id)) this.#forget(platformId)
    }
    for (const stretch of impacts) this.#add(stretch)
  }

  /** How a platform fared on some days. */
  pastDays(platformId: string, days: readonly Day[], now: Instant): PastDays {
    const key = `${platformId} ${days.length}`
    const known = this.#computed.get(key)
    if (known?.days === days) return known.past
    const stretches = [...(this.#byPlatform.get(platformId)?.values() ?? [])].flat()
    const intervals = stretches.map(({ impact, from_at, until_at }) => ({
      state: impact,
      from: from_at,
      until: until_at,
    }))
    const past = { history: worstByDay(days, intervals, now), uptime: uptime(days[0]?.from ?? now, now, intervals) }
    // While something lasts, every minute counts; a past without it is the same all day.
    if (stretches.every(({ until_at }) => until_at !== null)) this.#computed.set(key, { days, past })
    return past
  }

  #add(stretch: Stretch): void {
    const incidents = this.#byPlatform.get(stretch.platform_id) ?? new Map<string, Stretch[]>()
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

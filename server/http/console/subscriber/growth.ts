import type { Context } from 'hono'
import { countActive } from '../../../../db/subscription/count.ts'
import { growthBetween } from '../../../../db/subscription/desk/growth.ts'
import type { GrowthView } from '../../../../src/views.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { titleOf } from '../delivery/content.ts'
import { consolePage } from '../page.ts'

const [WEEKS, DAYS] = [13, 7]
/** It reads everybody who came or went: once for all who look within so many milliseconds. */
const KEPT = 60_000

type Content = Omit<GrowthView, 'me' | 'faults'>

/** What came and went in the last thirteen weeks, the last 91 days. */
export function growthPage(deps: AppDeps): (c: Context<Env>) => Promise<Response> {
  let kept: { at: Instant; content: Promise<Content> } | null = null
  return async (c) => {
    const now = deps.clock()
    if (!kept || now < kept.at || now >= kept.at + KEPT) kept = { at: now, content: contentOf(deps, now) }
    try {
      return await consolePage(c, deps, await kept.content)
    } catch (error) {
      kept = null
      throw error
    }
  }
}

async function contentOf(deps: AppDeps, now: Instant): Promise<Content> {
  const ends = weekEnds(now, deps.site.zone)
  const weeks = await growthBetween(deps.db, ends)
  const active = await countActive(deps.db)
  return {
    kind: 'console/subscribers/growth',
    weeks: weeks.map((one, nth) => ({ from: ends[nth] as Instant, until: ends[nth + 1] as Instant, ...one })),
    active: active
      .map(({ channel, count }) => ({ channel: titleOf(deps, channel), count }))
      .sort((one, other) => other.count - one.count),
  }
}

/** When each of the weeks begins, and the last one ends: with today, in the provider's zone. */
function weekEnds(now: Instant, zone: string): Instant[] {
  const tomorrow = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().add({ days: 1 })
  return Array.from({ length: WEEKS + 1 }, (_, nth) => {
    const day = tomorrow.subtract({ days: DAYS * (WEEKS - nth) })
    return day.toZonedDateTime(zone).epochMilliseconds as Instant
  })
}

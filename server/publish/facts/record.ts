import type { Instant } from '../../domain/vocabulary.ts'
import type { PublishSnapshot } from './snapshot.ts'

/** Since when there is something to tell of: a platform, a problem, a case or a window; null where there was none. */
export async function firstOnRecord(snapshot: PublishSnapshot): Promise<Instant | null> {
  const platforms = [...(await snapshot.platforms()).byId.values()].map((platform) => platform.created_at)
  const began = [await snapshot.firstBeginning(), await snapshot.firstMaintenance()]
  const known = [...platforms, ...began].filter((at) => at !== null)
  return known.length === 0 ? null : Math.min(...known)
}

/** The same where that was after `from`: nothing can be said of the time between. Now, where nothing is on record. */
export async function beganAfter(snapshot: PublishSnapshot, from: Instant): Promise<Instant | null> {
  const first = (await firstOnRecord(snapshot)) ?? snapshot.now
  return first > from ? first : null
}

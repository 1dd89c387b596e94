import type { Db } from '../../../db/schema/index.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import type { Instant } from '../../../server/domain/vocabulary.ts'
import { addPlatforms } from '../app/actions.ts'
import { manualClock } from '../clock.ts'
import { words } from '../site/words.ts'
import { type TestPublisher, testPublisher } from './publisher.ts'

interface Published {
  db: Db
  site: TestPublisher
  /** Publishes what is there, as of a time. */
  at(now: Instant): Promise<void>
  /** What a page says: `''` is the home page, others end with a slash. */
  page(path: string): string
}

/** One platform, published. Call `closeTestPublishers` first. */
export async function publishedSite(db: Db, plan = DEFAULT_PLAN): Promise<Published> {
  await addPlatforms(db, 'trunks')
  const clock = manualClock()
  const site = await testPublisher(db, { clock, plan })
  const at = async (now: Instant) => {
    clock.set(now)
    await site.publisher.publish()
    await site.publisher.tick(now)
    await site.publisher.settled()
  }
  return { db, site, at, page: (path) => words(site.file(`${path}index.html`), ' ') }
}

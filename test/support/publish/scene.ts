import type { Db } from '../../../db/schema/index.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { changeProgramme } from '../../../server/actions/programme/change-programme.ts'
import { DAY, type Instant } from '../../../server/domain/vocabulary.ts'
import { actionContext, news, opened, p2 } from '../app/actions.ts'
import { tick, withProgrammes } from '../app/maintenance.ts'
import { manualClock, START } from '../clock.ts'
import { sqliteInMemory } from '../database.ts'
import { ADA, type Person, ROSA } from '../people.ts'
import { accepted } from '../result.ts'
import { type TestPublisher, testPublisher } from './publisher.ts'
import { coarsePages, staleFiles } from './staleness.ts'

/** A site with a past, and what was found stale after each step. */
interface Scene {
  db: Db
  site: TestPublisher
  stale: Record<string, string[]>
  as(person?: Person): ReturnType<typeof actionContext>
  /** Publishes what `act` does, and the time as it is then; notes what does not show it. */
  step(name: string, act: () => Promise<unknown>): Promise<void>
  /** The same at a later time, after the clock has told what is due. */
  at(name: string, now: Instant): Promise<void>
  /** The same while that clock rests. */
  rest(name: string, now: Instant): Promise<void>
}

/** Three platforms, a resolved incident, and programmes; published. Call `closeTestPublishers` first. */
export async function smallSite(): Promise<Scene> {
  const { db } = await sqliteInMemory()
  await withProgrammes(db)
  // Fifty windows a year, of a kind that the release shows too.
  accepted(await changeProgramme(actionContext(db, ADA), 'skype-certificate', { archived: true }))
  const past = await opened(
    actionContext(db, ROSA, START - 40 * DAY),
    p2({ title: 'Long ago', platforms: [{ id: 'fax', impact: 'partial_outage' }] }),
  )
  accepted(await postUpdate(actionContext(db, ROSA, START - 39 * DAY), past, news('Over.', { phase: 'resolved' })))
  return watched(db)
}

/** Publishes a database, and watches what goes stale. */
export async function watched(db: Db): Promise<Scene> {
  const clock = manualClock()
  const renderer = coarsePages()
  const site = await testPublisher(db, { clock, renderer })
  await site.publisher.settled()
  const stale: Scene['stale'] = {}
  const step: Scene['step'] = async (name, act) => {
    await act()
    await site.publisher.publish()
    await site.publisher.tick(clock.now())
    await site.publisher.settled()
    const found = await staleFiles(db, site, renderer, clock.now())
    if (found.length > 0) stale[name] = found
  }
  return {
    ...{ db, site, stale, step },
    as: (person = ROSA) => actionContext(db, person, clock.now()),
    at: (name, now) =>
      step(name, async () => {
        clock.set(now)
        await tick(db, now)
      }),
    rest: (name, now) => step(name, async () => clock.set(now)),
  }
}

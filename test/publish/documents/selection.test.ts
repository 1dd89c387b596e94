import { expect, test } from 'vitest'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { select } from '../../../server/publish/documents/selection.ts'
import type { Tag } from '../../../server/publish/documents/tags.ts'
import { createSnapshot } from '../../../server/publish/facts/snapshot.ts'
import { UptimeCache } from '../../../server/publish/facts/uptime-cache.ts'
import { START } from '../../support/clock.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { SITE } from '../../support/publish/site.ts'

/** The paths of what has to be made again after a change: before anybody is told that it is out, and soon after. */
async function selected(...changed: Tag[]) {
  const { db, close } = await sqliteInMemory()
  const snapshot = createSnapshot(db, SITE, DEFAULT_PLAN, START, await UptimeCache.read(db, START))
  const { atOnce, soon } = await select(changed, db, snapshot)
  await close()
  return { atOnce: atOnce.map(({ path }) => path), soon: soon.map(({ path }) => path) }
}

test('what is said of an incident is on its page at once, and in its feeds and documents soon', async () => {
  const { atOnce, soon } = await selected('incident:abc')
  expect(atOnce).toEqual(['/incidents/abc/'])
  expect(soon).toContain('/incidents/abc.json')
})

test('nobody waits for a page that only names what has changed', async () => {
  for (const tag of ['kin-of:abc', 'names-of:abc'] as const) {
    const { atOnce, soon } = await selected(tag)
    expect(atOnce).toEqual([])
    expect(soon).toContain('/incidents/abc/')
  }
  expect((await selected('platform-names')).atOnce).toEqual([])
})

test('a document is made once, however many of its reasons there are', async () => {
  const { atOnce, soon } = await selected('incident:abc', 'names-of:abc', 'kin-of:abc', 'standing-of:abc')
  expect(atOnce).toEqual(['/incidents/abc/'])
  expect(new Set(soon).size).toBe(soon.length)
  expect(soon).not.toContain('/incidents/abc/')
})

test('nothing is made where nothing has changed', async () => {
  expect(await selected()).toEqual({ atOnce: [], soon: [] })
})

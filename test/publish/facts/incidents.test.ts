import { expect, test } from 'vitest'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { createSnapshot } from '../../../server/publish/facts/snapshot.ts'
import { UptimeCache } from '../../../server/publish/facts/uptime-cache.ts'
import { NOON, testApp } from '../../support/app/test-app.ts'
import { sqliteInMemory } from '../../support/database.ts'

test('a database that fails while incidents are read ahead fails who reads them, not the process', async () => {
  const { db } = await sqliteInMemory()
  const { deps } = await testApp(db)
  const snapshot = createSnapshot(db, deps.site, DEFAULT_PLAN, NOON, new UptimeCache())
  await db.destroy()
  await expect(snapshot.load(['aaaaaaaaaaaa', 'bbbbbbbbbbbb'])).rejects.toThrow()
  await expect(snapshot.incident('aaaaaaaaaaaa')).rejects.toThrow()
  // Node and the test runner tell of rejections that nobody has heard of in the next turn.
  await new Promise(setImmediate)
})

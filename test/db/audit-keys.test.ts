import { expect, test } from 'vitest'
import { write } from '../../db/open.ts'
import type { Db } from '../../db/schema/index.ts'
import { plainHash } from '../../db/system/audit.ts'
import { checkAudit, firstBrokenAudit } from '../../db/system/audit-check.ts'
import { useSecretKey } from '../../db/system/audit-key.ts'
import { bindSecretKey } from '../../db/system/secret-key.ts'
import { takeWriterLock } from '../../db/writer-lock.ts'
import { disarm, record, recordPlain, rewrite } from '../support/audit.ts'
import { START } from '../support/clock.ts'
import { onEachDatabase } from '../support/database.ts'
import { TEST_KEY } from '../support/process/secret-key.ts'

const NEW_KEY = 'the key that came after the first one was lost'

onEachDatabase('an audit trail from before there was a key', (fresh) => {
  async function upgraded() {
    const { db } = await fresh()
    await forgetKey(db)
    await recordPlain(db, 'Rosa', 'Lee', 'Ada')
    await bind(db, TEST_KEY)
    await record(db, 'Rosa', 'incident.update')
    return db
  }

  test('stays as it is, and is anchored by the first entry under the key', async () => {
    const db = await upgraded()
    expect(await checkAudit(db)).toMatchObject({ broken: null, keyedFrom: 4, formerKeys: null, head: { id: 5 } })
    expect(await db.selectFrom('audit').select(['actor', 'action']).where('id', '=', 4).execute()).toEqual([
      { actor: 'start', action: 'audit.key' },
    ])
  })

  test('cannot be rewritten, though anybody can make its hashes', async () => {
    const db = await upgraded()
    await disarm(db)
    await rewrite(db, plainHash, 'nobody', 3)
    expect(await firstBrokenAudit(db)).toBe(4)
    await rewrite(db, plainHash, 'nobody')
    expect(await firstBrokenAudit(db)).toBe(4)
  })

  test('cannot take the place of a keyed one', async () => {
    const db = await upgraded()
    await disarm(db)
    await db.deleteFrom('audit').where('id', '>', 3).execute()
    expect(await firstBrokenAudit(db)).toBe(1)
  })

  test('that was cut short before is still missed', async () => {
    const { db } = await fresh()
    await forgetKey(db)
    await recordPlain(db, 'Rosa', 'Lee', 'Ada')
    await disarm(db)
    await db.deleteFrom('audit').where('id', '=', 3).execute()
    await bind(db, TEST_KEY)
    expect(await firstBrokenAudit(db)).toBe(3)
  })
})

onEachDatabase('an audit trail whose key was lost', (fresh) => {
  async function rekeyed() {
    const { db } = await fresh()
    for (const actor of ['Rosa', 'Lee']) await record(db, actor, 'incident.update')
    await bind(db, NEW_KEY)
    await record(db, 'Ada', 'incident.update')
    return db
  }

  test('goes on under another, and names what that cannot tell', async () => {
    const db = await rekeyed()
    expect(await checkAudit(db)).toMatchObject({ broken: null, keyedFrom: 3, formerKeys: { from: 1, to: 2 } })
    useSecretKey(db, 'a third key that this database has never seen')
    expect(await firstBrokenAudit(db)).toBe(1)
  })

  test('shows what is changed afterwards, in what was recorded before as well', async () => {
    const db = await rekeyed()
    await disarm(db)
    await db.updateTable('audit').set({ detail: '{"priority":"P4"}' }).where('id', '=', 2).execute()
    expect(await firstBrokenAudit(db)).toBe(1)
  })

  test('may come back to its first key, and tells what was plain from what was not', async () => {
    const { db } = await fresh()
    await forgetKey(db)
    await recordPlain(db, 'Rosa', 'Lee')
    for (const key of [TEST_KEY, NEW_KEY, TEST_KEY]) await bind(db, key)
    expect(await checkAudit(db)).toMatchObject({ broken: null, keyedFrom: 5, formerKeys: { from: 3, to: 4 } })
  })
})

function forgetKey(db: Db) {
  return db.deleteFrom('settings').where('name', '=', 'secret-key-fingerprint').execute()
}

async function bind(db: Db, key: string): Promise<void> {
  await write(db, async (trx) => {
    await takeWriterLock(trx)
    await bindSecretKey(trx, key, 'start', START)
  })
  useSecretKey(db, key)
}

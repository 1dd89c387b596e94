import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { isPostgres } from '../../../../db/dialect.ts'
import type { Db } from '../../../../db/schema/index.ts'
import { BEFORE_THE_FIRST, keyedHash } from '../../../../db/system/audit.ts'
import { type AuditKey, auditKeyOf } from '../../../../db/system/audit-key.ts'
import { verifyAudit } from '../../../../server/queries/audit.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { NOON, testApp } from '../../../support/app/test-app.ts'
import { disarm } from '../../../support/audit.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { accepted } from '../../../support/result.ts'
import { headerPolicy, render } from '../../../support/site/pages.ts'

const MANY = 100_000
const ACTS = ['incident.update', 'ladder.tell', 'maintenance.started', 'person.sign_in', 'template.change']

/** A long trail in a valid chain, one entry a minute. Entry 500 is the only one of its actor and act. */
async function fill(db: Db): Promise<void> {
  await disarm(db)
  const key = auditKeyOf(db) as AuditKey
  await db.deleteFrom('audit').execute()
  let previous = BEFORE_THE_FIRST
  for (let from = 1; from <= MANY; from += 1000) {
    const rows = Array.from({ length: 1000 }, (_, nth) => {
      const id = from + nth
      const act = {
        actor: `staff/Person ${id % 40}`,
        action: ACTS[id % ACTS.length] as string,
        object: `incident/${id % 20_000}`,
      }
      const rare = id === 500 && { actor: 'staff/Rosa', action: 'token.revoke', object: 'token/rare' }
      const detail = JSON.stringify({ reason: 'x'.repeat(200) })
      const row = { ...act, ...rare, id, detail, at: NOON + (id - MANY) * 60_000, previous_hash: previous }
      previous = keyedHash(key, row)
      return { ...row, hash: previous }
    })
    await db.insertInto('audit').values(rows).execute()
  }
  const mac = createHmac('sha256', key.bytes).update(`${MANY} ${previous}`).digest('hex')
  await db
    .updateTable('settings')
    .set({ value: `${MANY} ${previous} ${mac}` })
    .where('name', '=', 'audit-head')
    .execute()
  if (isPostgres(db)) await sql`analyze audit`.execute(db)
}

onEachDatabase('an audit trail of 100,000 entries', (fresh) => {
  test('is searched along its indexes, saved whole, and checked while others are served', async () => {
    const app = await testApp((await fresh()).db, { renderer: { render, headerPolicy } })
    const { headers } = await signedIn(app.db, 'lead', NOON)
    await fill(app.db)
    const html = async (query: string) => (await app.call(`GET //staff/audit/${query}`, { headers })).text
    for (const [query, found] of [
      ['', 50],
      ['?before=50000', 50],
      ['?actor=staff%2FRosa', 1],
      ['?act=token.revoke', 1],
      ['?act=token', 1],
      ['?object=token/rare', 1],
      ['?act=webhook', 0],
      ['?from=2026-09-05&to=2026-09-05', 50],
      ['?from=2020-01-01&actor=staff%2FRosa', 1],
    ] as const) {
      const began = performance.now()
      const text = await html(query)
      const took = performance.now() - began
      expect([query, text.match(/id="entry-/g)?.length ?? 0]).toEqual([query, found])
      expect([query, Buffer.byteLength(text) < 200_000, took < 1_000]).toEqual([query, true, true])
    }
    const file = (await app.call('GET //staff/audit/audit.csv', { headers })).text
    expect(file.match(/\r\n/g)).toHaveLength(MANY + 1)

    let turns = 0
    const others = setInterval(() => turns++)
    const check = accepted(await verifyAudit(app.db, 'lead'))
    clearInterval(others)
    expect(check).toMatchObject({ broken: null, entries: MANY, head: { id: MANY } })
    expect(turns).toBeGreaterThan(20)
  })
})

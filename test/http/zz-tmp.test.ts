import { writeFileSync } from 'node:fs'
import { test } from 'vitest'
import { sqliteInMemory } from '../support/database.ts'
import { createWorld, NOON, outage } from './world.ts'
test('x', async () => {
  const { call, db } = await createWorld((await sqliteInMemory()).db)
  const { id } = (await call('POST /incidents', { as: 'agent', body: outage() })).json
  const inc = await db.selectFrom('incidents').selectAll().where('id','=',id).executeTakeFirstOrThrow()
  const upd = await db.selectFrom('updates').selectAll().where('incident_id','=',id).executeTakeFirstOrThrow()
  const H = 3600_000
  for (let i = 0; i < 5000; i++) {
    const iid = `i${String(i).padStart(11,'0')}`; const t0 = NOON - (i * 3.5 * H)
    await db.insertInto('incidents').values({ ...inc, id: iid, opened_at: t0, response_due_at: t0 + 900_000, phase: 'resolved', case_status: 'closed', resolved_at: t0 + 10 * H, next_update_due_at: null }).execute()
    await db.insertInto('updates').values(Array.from({ length: 10 }, (_, k) => ({ ...upd, id: `u${String(i * 10 + k).padStart(11,'0')}`, incident_id: iid, sequence: k + 1, created_at: t0 + k * H, due_at: k === 9 ? null : t0 + (k + 1) * H }))).execute()
  }
  let out = ''
  for (const q of ['', '', '?from=2024-11-12T00:00:00Z&to=2026-11-12T00:00:00Z', '?from=2024-11-12T00:00:00Z&to=2026-11-12T00:00:00Z']) {
    const t = performance.now(); const a = await call('GET /promises' + q); out += `${q} ${a.status} due ${a.json.summary?.due} ${(performance.now() - t).toFixed(0)}ms\n`
    const t2 = performance.now(); const b = await call('GET /promises' + q, { headers: { accept: 'text/csv' } }); out += `csv ${b.text.length} ${(performance.now() - t2).toFixed(0)}ms\n`
  }
  writeFileSync('/tmp/http2/perf.txt', out)
}, 120000)

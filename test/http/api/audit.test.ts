import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { outage, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

onEachDatabase('the audit trail over HTTP', (fresh) => {
  async function written() {
    const app = await testApp((await fresh()).db)
    const title = '+1 800 is dead, "all" of it'
    const { id } = (await app.call('POST /incidents', { as: 'agent', body: outage({ title }) })).json
    return { ...app, id, title }
  }

  test('is read by leads and admins, oldest first, page by page', async () => {
    const { call, id, title } = await written()
    const first = await call('GET /audit?limit=4', { as: 'lead' })
    expect([first.status, first.json.items.map((one: { id: number }) => one.id)]).toEqual([200, [1, 2, 3, 4]])
    expect(first.headers.get('cache-control')).toBe('no-store')
    const rest = (await call(`GET /audit?limit=100&cursor=${first.json.next}`, { as: 'admin' })).json
    expect([rest.items[0].id, rest.next]).toEqual([5, null])
    expect(rest.items.at(-1)).toMatchObject({
      at: '2026-11-10T12:00:00.000Z',
      actor: 'token/agent',
      action: 'incident.designate_p1g',
      object: `incident/${id}`,
      detail: { title, priority: 'P1G' },
      previousHash: rest.items.at(-2).hash,
    })
    expect((await call('GET /audit', { as: 'agent' })).status).toBe(403)
  })

  test('is read of one thing alone', async () => {
    const { call, id } = await written()
    const own = (await call(`GET /audit?object=incident/${id}`, { as: 'lead' })).json
    expect(own.items.map((one: { action: string }) => one.action)).toEqual(['incident.designate_p1g'])
    expect((await call('GET /audit?object=incident', { as: 'lead' })).json.errors).toMatchObject([
      { parameter: 'object' },
    ])
  })

  test('is exported whole, as a table that runs nothing, or line by line with its chain', async () => {
    const { call, id, title } = await written()
    const table = await call('GET /audit', { as: 'lead', headers: { accept: 'text/csv' } })
    expect(table.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const rows: Record<string, string>[] = parse(table.text, { columns: true })
    expect(rows.map((row) => Number(row.id))).toEqual(rows.map((_, index) => index + 1))
    expect(JSON.parse(rows.at(-1)?.detail ?? '')).toMatchObject({ title })
    const lines = await call(`GET /audit?object=incident/${id}`, {
      as: 'admin',
      headers: { accept: 'application/jsonl' },
    })
    expect(lines.headers.get('content-disposition')).toBe('attachment; filename="audit.jsonl"')
    const [line, ...more] = lines.text.trimEnd().split('\n')
    expect([JSON.parse(line ?? ''), more]).toMatchObject([{ object: `incident/${id}`, hash: expect.any(String) }, []])
    const agent = await call('GET /audit', { as: 'agent', headers: { accept: 'text/csv' } })
    expect([agent.status, agent.json.code]).toEqual([403, 'role_required'])
  })
})

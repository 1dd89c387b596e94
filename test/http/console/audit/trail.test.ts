import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { write } from '../../../../db/open.ts'
import { appendAudit } from '../../../../db/system/audit.ts'
import { takeWriterLock } from '../../../../db/writer-lock.ts'
import type { AuditView } from '../../../../src/views.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { form, NOON, outage, testApp, viewOf } from '../../../support/app/test-app.ts'
import { disarm } from '../../../support/audit.ts'
import { onEachDatabase } from '../../../support/database.ts'

const PATH = '/staff/audit/'

onEachDatabase('the audit trail at the desk', (fresh) => {
  async function start() {
    const app = await testApp((await fresh()).db)
    const { headers } = await signedIn(app.db, 'lead', NOON, 'Lea')
    const call = (path: string) => app.call(`GET /${path}`, { headers })
    const open = async (query = '') => viewOf(await call(`${PATH}${query}`)) as unknown as AuditView
    const acts = async (query: string) => (await open(query)).entries?.map(({ action }) => action)
    const check = async () => {
      const sent = form([])
      const answer = await app.call(`POST /${PATH}?act=incident`, {
        ...sent,
        headers: { ...headers, ...sent.headers },
      })
      return viewOf(answer) as unknown as AuditView
    }
    const note = (at: number, actor: string, action: string, object: string, detail: unknown = null) =>
      write(app.db, async (trx) => {
        await takeWriterLock(trx)
        await appendAudit(trx, { at, actor, action, object, detail })
      })
    return { app, call, open, acts, check, note }
  }

  test('is read newest first, each thing by its name, fifty at a time, with nothing twice and nothing left out', async () => {
    const { app, open, note } = await start()
    const { id } = (await app.call('POST /incidents', { as: 'agent', body: outage() })).json
    const [entry] = (await open()).entries ?? []
    expect(entry).toMatchObject({
      action: 'incident.designate_p1g',
      name: 'Calls fail',
      href: `/staff/incidents/${id}/`,
    })
    for (let nth = 0; nth < 110; nth++) await note(NOON + nth, 'clock', 'ladder.tell', `incident/${id}`, { nth })
    const seen: number[] = []
    let next: string | null = PATH
    while (next !== null) {
      const view: AuditView = await open(next.slice(PATH.length))
      expect(view.isFirst).toBe(next === PATH)
      seen.push(...(view.entries ?? []).map((one) => one.id))
      next = view.older
    }
    expect(seen).toEqual(Array.from({ length: seen[0] ?? 0 }, (_, nth) => (seen[0] ?? 0) - nth))
    expect(seen.at(-1)).toBe(1)
  })

  test('is searched by who, what, about what, and by days of the provider', async () => {
    const { open, acts, note } = await start()
    // 06:59 and 07:00 are the last minute of one day in Denver, and the first of the next.
    await note(Date.parse('2026-11-21T06:59Z'), 'staff/Rosa', 'template.create', 'template/aaaaaaaaaaaa')
    await note(Date.parse('2026-11-21T07:00Z'), 'staff/Rosa', 'template.change', 'template/aaaaaaaaaaaa')
    await note(Date.parse('2026-11-22T06:59Z'), 'cli/root', 'template.remove', 'template/bbbbbbbbbbbb')
    // The clock was set back in between.
    await note(Date.parse('2026-11-20T12:00Z'), 'cli/root', 'draft.discard', 'draft/aaaaaaaaaaaa')
    expect(await acts('?actor=staff%2FRosa')).toEqual(['template.change', 'template.create'])
    expect(await acts('?act=template')).toEqual(['template.remove', 'template.change', 'template.create'])
    expect(await acts('?act=template.remove')).toEqual(['template.remove'])
    expect(await acts('?object=template/bbbbbbbbbbbb')).toEqual(['template.remove'])
    expect(await acts('?object=aaaaaaaaaaaa')).toEqual(['draft.discard', 'template.change', 'template.create'])
    expect(await acts('?from=2026-11-21')).toEqual(['template.remove', 'template.change'])
    expect(await acts('?from=2026-11-20&to=2026-11-20')).toEqual(['draft.discard', 'template.create'])
    expect(await acts('?actor=cli%2Froot&act=template&to=2026-11-21')).toEqual(['template.remove'])
    expect(await acts('?from=2020-01-01&to=2020-01-02')).toEqual([])
    expect(await open('?actor=nobody%25')).toMatchObject({ entries: [], isFiltered: true, older: null })
    expect((await open()).actors).toEqual(expect.arrayContaining(['cli/root', 'staff/Rosa', 'test']))
  })

  test('says beside the field what it cannot read, and keeps what was asked', async () => {
    const { call } = await start()
    for (const [query, ...fields] of [
      ['?object=calls+fail&from=2026-02-30&actor=clock', 'object', 'from'],
      ['?from=2026-11-22&to=2026-11-21', 'to'],
    ] as const) {
      for (const path of [PATH, `${PATH}audit.csv`]) {
        const answer = await call(`${path}${query}`)
        const view = viewOf(answer) as unknown as AuditView
        expect([answer.status, view.entries, view.faults.map(({ field }) => field)]).toEqual([422, null, fields])
        const { from } = Object.fromEntries(new URLSearchParams(query))
        expect(view.asked.from).toBe(from)
      }
    }
  })

  test('is saved as a table of what is asked for, of which a spreadsheet runs nothing', async () => {
    const { call, note } = await start()
    await note(NOON, '=cmd|calc', 'template.create', 'template/a', { name: '=1+1' })
    await note(NOON, 'clock', 'ladder.tell', 'incident/b')
    const answer = await call(`${PATH}audit.csv?act=template`)
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="audit.csv"')
    const rows: Record<string, string>[] = parse(answer.text, { columns: true })
    expect(rows).toMatchObject([{ actor: "'=cmd|calc", action: 'template.create', detail: '{"name":"=1+1"}' }])
  })

  test('is checked when somebody asks: whole since the first entry, or broken at the one that was changed', async () => {
    const { app, open, check } = await start()
    const first = await app.db.selectFrom('audit').select('at').where('id', '=', 1).executeTakeFirstOrThrow()
    expect((await open()).checked).toBeNull()
    const whole = await check()
    expect(whole.checked).toMatchObject({ broken: null, firstAt: first.at, at: NOON })
    expect(whole.asked.act).toBe('incident')
    await disarm(app.db)
    await app.db.updateTable('audit').set({ actor: 'somebody else' }).where('id', '=', 2).execute()
    expect((await check()).checked?.broken).toMatchObject({ id: 2, at: NOON, href: `${PATH}?before=3` })
    const entries = (await check()).checked?.entries ?? 0
    await app.db.deleteFrom('audit').where('id', '>=', 2).execute()
    expect((await check()).checked).toMatchObject({ entries: 1, broken: { id: 2, at: null } })
    expect(entries).toBeGreaterThan(2)
  })

  test('does not look broken to whoever checks it while others write', async () => {
    const { check, note } = await start()
    for (let nth = 0; nth < 20; nth++) {
      const [view] = await Promise.all([check(), note(NOON, 'clock', 'ladder.tell', 'incident/b', { nth })])
      expect(view.checked?.broken).toBeNull()
    }
  })
})

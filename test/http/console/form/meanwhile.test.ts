import { expect, test } from 'vitest'
import { MINUTE } from '../../../../server/domain/vocabulary.ts'
import type { AmendView, TemplateView } from '../../../../src/views.ts'
import { sheet } from '../../../support/app/desk/amending.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { outage, testApp } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

interface Case {
  what: string
  /** Of whose incident the form is: closed cases have other forms. */
  isClosed?: boolean
  path: (id: string, uid: string) => string
  /** What a colleague does while the form is open. */
  colleague: Record<string, string>
  typed: Record<string, string>
  field: string | null
}

const TEMPLATE = { name: 'Calls drop', phase: 'identified', body: '{platforms} drops calls.' }
const incident = (path: string) => (id: string) => `/staff/incidents/${id}/${path}/`
/** No title, priority or text is empty or that long; a time is a time. */
const WRONG = { reason: 'x'.repeat(501), body: 'x'.repeat(60_000) }
const REOPENED = { body: 'It fails again.' }

const CASES: Case[] = [
  {
    ...{ what: 'the priority', path: incident('priority'), field: 'priority' },
    colleague: { priority: 'P1G', reason: 'Three organisations.', confirmed: '1' },
    typed: { priority: 'P3', reason: 'One organisation.' },
  },
  {
    ...{ what: 'the title', path: incident('priority'), field: 'title' },
    ...{ colleague: { title: 'Calls to Teams fail' }, typed: { title: 'Some calls fail' } },
  },
  {
    ...{ what: 'the vendor', path: incident('priority'), field: 'vendor' },
    ...{ colleague: { vendor: 'Microsoft' }, typed: { vendor: 'Cisco' } },
  },
  {
    ...{ what: 'the times', path: incident('times'), field: 'startedAt' },
    colleague: { startedAt: '2026-11-10T04:40', reason: 'The log says so.' },
    typed: { startedAt: '2026-11-10T04:30', reason: 'The vendor says so.' },
  },
  {
    ...{ what: 'the text of an update', path: (id, uid) => `/staff/incidents/${id}/updates/${uid}/`, field: null },
    ...{ colleague: { body: 'Calls to Teams fail.' }, typed: { body: 'Some calls fail.' } },
  },
  {
    ...{ what: 'the report', isClosed: true, path: incident('report'), field: null },
    ...{ colleague: { body: 'A card broke.' }, typed: { body: 'A line card broke.' } },
  },
  {
    ...{ what: 'what customers said', path: incident('contacts'), field: null },
    ...{ colleague: { what: 'asked' }, typed: { what: 'answered' } },
  },
  {
    ...{ what: 'a template', path: (_, uid) => `/staff/templates/${uid}/`, field: null },
    ...{ colleague: { body: '{platforms} is down.' }, typed: { body: '{platforms} fails.' } },
  },
]

onEachDatabase('a form of the desk that somebody has overtaken', (fresh) => {
  async function start({ path, isClosed = false }: Case) {
    const app = await testApp((await fresh()).db)
    const { id } = (await app.call('POST /incidents', { as: 'lead', body: outage({ priority: 'P2' }) })).json
    if (isClosed) await close(app, id)
    const { updates } = (await app.call(`GET /incidents/${id}`)).json
    const template = (await app.call('POST /templates', { as: 'lead', body: TEMPLATE })).json
    const isTemplate = path('', '').startsWith('/staff/templates/')
    const open = async (name: string) =>
      sheet<AmendView | TemplateView>(
        app,
        await signedIn(app.db, 'lead', app.clock.now, name),
        path(id, isTemplate ? template.id : updates[0].id),
      )
    return { app, id, robin: await open('Robin'), lea: await open('Lea') }
  }
  const close = async ({ call }: Awaited<ReturnType<typeof testApp>>, id: string) =>
    call(`POST /incidents/${id}/updates`, { as: 'lead', body: { body: 'It works again.', phase: 'resolved' } })

  for (const one of CASES) {
    test(`replaces nothing of ${one.what} unseen, and can be sent again knowingly`, async () => {
      const { app, robin, lea } = await start(one)
      const view = await robin.open()
      app.clock.now += MINUTE
      expect((await lea.send(await lea.open(), one.colleague)).status).toBe(303)
      const theirs = await lea.open()
      const checked = await robin.send(view, one.typed, 'check')
      const sent = await robin.send(view, { ...one.typed, confirmed: '1' })
      for (const { status, view: shown } of [checked, sent]) {
        expect([status, shown?.faults.map(({ field }) => field)]).toEqual([409, [one.field]])
        expect(shown?.faults[0]?.says).toContain('Somebody has changed it meanwhile')
        const kept = Object.entries(one.typed).map(([name, value]) => [name, [value]])
        expect(shown?.values).toMatchObject(Object.fromEntries(kept))
      }
      expect((await lea.open()).values).toEqual(theirs.values)
      const knowing = await robin.send(sent.view as AmendView, { ...one.typed, confirmed: '1' })
      expect(knowing.status).toBe(303)
    })
  }

  for (const one of CASES.filter(({ path }) => !/contacts/.test(path('', '')))) {
    test(`says of ${one.what} both what is wrong and what stands`, async () => {
      const { app, robin, lea } = await start(one)
      const view = await robin.open()
      app.clock.now += MINUTE
      expect((await lea.send(await lea.open(), one.colleague)).status).toBe(303)
      for (const [typed, button] of [
        [{ ...one.typed, ...WRONG }, 'do'],
        [{ ...one.typed, ...WRONG }, 'check'],
      ] as const) {
        const wrong = await robin.send(view, typed, button)
        const says = wrong.view?.faults.map((fault) => fault.says) ?? []
        expect([wrong.status, says.length]).toEqual([422, 2])
        expect(says.at(-1)).toContain('Somebody has changed it meanwhile')
      }
    })
  }

  test('leaves as it is now what nobody touched in it', async () => {
    const [priority] = CASES as [Case]
    const { app, id, robin, lea } = await start(priority)
    const view = await robin.open()
    await lea.send(await lea.open(), { ...priority.colleague, title: 'Calls to Teams fail' })
    const stale = await robin.send(view, priority.typed)
    expect(stale.view?.values.title).toEqual(['Calls to Teams fail'])
    await robin.send(stale.view as AmendView, { ...priority.typed, confirmed: '1' })
    expect((await app.call(`GET /incidents/${id}`)).json).toMatchObject({
      title: 'Calls to Teams fail',
      priority: 'P3',
    })
  })

  for (const [what, index] of [
    ['priority', 0],
    ['times', 3],
  ] as const) {
    test(`changes no ${what} of an incident that was resolved meanwhile before that was said`, async () => {
      const one = CASES[index] as Case
      const { app, id, robin } = await start(one)
      const view = await robin.open()
      await close(app, id)
      for (const button of ['check', 'do']) {
        const sent = await robin.send(view, one.typed, button)
        expect([sent.status, sent.view?.faults.map(({ says }) => says)]).toEqual([
          409,
          [expect.stringContaining('Somebody has resolved it meanwhile')],
        ])
        if (button === 'do')
          expect((await robin.send(sent.view as AmendView, { ...one.typed, confirmed: '1' })).status).toBe(303)
      }
    })
  }

  test('stays overtaken when it comes back for another reason', async () => {
    const [priority] = CASES as [Case]
    const { app, id, robin } = await start(priority)
    const incomplete = await robin.send(await robin.open(), { priority: 'P3' })
    expect(incomplete.status).toBe(422)
    const again = { priority: 'P1G', reason: 'Three organisations.' }
    await app.call(`PATCH /incidents/${id}`, { as: 'lead', body: again })
    const sent = await robin.send(incomplete.view as AmendView, { ...priority.typed, confirmed: '1' })
    expect([sent.status, sent.view?.faults[0]?.says]).toEqual([409, expect.stringContaining('“P1G”')])
    expect((await app.call(`GET /incidents/${id}`)).json.priority).toBe('P1G')
  })

  test('reopens nothing that was reopened and closed again since', async () => {
    const path = incident('reopen')
    const { app, id, robin, lea } = await start({ ...(CASES[0] as Case), path, isClosed: true })
    const view = await robin.open()
    app.clock.now += MINUTE
    expect((await lea.send(await lea.open(), REOPENED)).status).toBe(303)
    app.clock.now += MINUTE
    await close(app, id)
    const sent = [await robin.send(view, REOPENED, 'check'), await robin.send(view, REOPENED)]
    expect(sent.map(({ status }) => status)).toEqual([409, 409])
    expect((await app.call(`GET /incidents/${id}`)).json.phase).toBe('resolved')
  })

  test('deletes no template that is another one by now', async () => {
    const { app, robin, lea } = await start(CASES.at(-1) as Case)
    const view = await robin.open()
    app.clock.now += MINUTE
    await lea.send(await lea.open(), { body: '{platforms} is down.' })
    const removed = await robin.send(view, {}, 'remove')
    expect([removed.status, removed.view?.values.body]).toEqual([409, ['{platforms} is down.']])
  })
})

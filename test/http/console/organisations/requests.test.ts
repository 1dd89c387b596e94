import { expect, test } from 'vitest'
import { askForChange } from '../../../../server/actions/contact/ask-for-change.ts'
import { changeContact } from '../../../../server/actions/contact/change-contact.ts'
import { eraseContact } from '../../../../server/actions/contact/erase-contact.ts'
import type { AskedFields } from '../../../../server/domain/contact/request.ts'
import { HOUR } from '../../../../server/domain/vocabulary.ts'
import type { BoardView, ConsoleView, DeskContactView, DeskOrganisationView } from '../../../../src/views.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { form, NOON, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { addContact, addOrganisation } from '../../../support/organisations/organisations.ts'
import { ALICE } from '../../../support/people.ts'
import { accepted } from '../../../support/result.ts'

onEachDatabase('what a contact asks to have changed', (fresh) => {
  async function start() {
    const app = await testApp((await fresh()).db)
    const acme = await addOrganisation(app.db, 'Acme Freight', ['voice'])
    const alice = await addContact(app.db, acme, ALICE, { name: 'Alice', purposes: ['master_case', 'maintenance'] })
    const people = {
      agent: await signedIn(app.db, 'agent', NOON, 'Rosa'),
      lead: await signedIn(app.db, 'lead', NOON, 'Lea'),
      other: await signedIn(app.db, 'lead', NOON, 'Kim'),
    }
    type Who = keyof typeof people
    const path = `/staff/organisations/${acme}/`
    const open = async <V extends ConsoleView>(at: string, who: Who = 'lead') =>
      viewOf(await app.call(`GET /${at}`, { headers: people[who].headers })) as ConsoleView as V
    const page = (who?: Who) => open<DeskOrganisationView>(path, who)
    const ask = async (fields: AskedFields, message: string | null = null) =>
      accepted(await askForChange(app.ctx(), alice, { fields, message })).id
    const tap = async (what: 'done' | 'dismissed', shown: { id: string; seen: string }, who: Who = 'lead') => {
      const sent = form(Object.entries({ do: what, request: shown.id, seen: shown.seen }))
      const headers = { ...people[who].headers, ...sent.headers }
      return app.call(`POST /${path}requests/`, { ...sent, headers })
    }
    const entry = () => app.db.selectFrom('contacts').selectAll().where('id', '=', alice).executeTakeFirstOrThrow()
    const waiting = async () => {
      const [request] = (await page()).requests
      if (!request) throw new Error('nothing is asked')
      return request
    }
    return { app, acme, alice, path, open, page, ask, tap, entry, waiting }
  }

  test('waits on board, worklist and the pages of organisation and contact, field by field', async () => {
    const { app, acme, alice, path, open, page, ask } = await start()
    expect([(await open<BoardView>('/staff/')).requests, (await page()).requests]).toEqual([[], []])
    const id = await ask({ title: 'Head of IT', purposes: ['maintenance'] }, 'Call *me* first.')
    expect((await open<BoardView>('/staff/', 'agent')).requests).toMatchObject([
      {
        ...{ id, contact: 'Alice', organisation: 'Acme Freight', url: `${path}#asked` },
        ...{ fields: ['title', 'purposes'], says: expect.stringContaining('first.') },
      },
    ])
    const { items } = (await app.call('GET /worklist', { as: 'agent' })).json
    expect(items.filter(({ kind }: { kind: string }) => kind === 'draft')).toMatchObject([
      {
        ...{ promiseId: null, dueAt: null, gaps: null },
        object: { type: 'organisation', id: acme, title: 'Acme Freight' },
      },
    ])
    const asked = {
      ...{ id, name: 'Alice', message: 'Call *me* first.' },
      fields: [
        { field: 'title', now: [], asked: ['Head of IT'] },
        { field: 'purposes', now: ['master_case', 'maintenance'], asked: ['maintenance'] },
      ],
    }
    expect((await page()).requests).toMatchObject([asked])
    expect((await open<DeskContactView>(`${path}contacts/${alice}/`)).requests).toMatchObject([asked])
    expect(await page('agent')).toMatchObject({ mayChange: false, requests: [asked] })
  })

  test('is done once by a lead, which confirms the entry; an agent may not', async () => {
    const { app, page, ask, tap, entry, waiting, path, open } = await start()
    await ask({ title: 'Head of IT', purposes: ['maintenance'] })
    app.clock.now = NOON + HOUR
    const shown = await waiting()
    expect((await tap('done', shown, 'agent')).status).toBe(403)
    expect((await entry()).title).toBe(null)
    for (const { status, headers } of [await tap('done', shown), await tap('done', shown)])
      expect([status, headers.get('location')]).toEqual([303, path])
    expect(await entry()).toMatchObject({
      ...{ title: 'Head of IT', master_case: 0, maintenance: 1, confirmed_at: app.clock.now, source: 'api' },
    })
    expect([(await page()).requests, (await open<BoardView>('/staff/')).requests]).toEqual([[], []])
    const trail = await app.db.selectFrom('audit').select('id').where('action', '=', 'contact.ask.done').execute()
    expect(trail).toHaveLength(1)
  })

  test('is dismissed, and leaves the entry as it is', async () => {
    const { page, ask, tap, entry, waiting } = await start()
    const before = await entry()
    await ask({ title: 'Head of IT' })
    expect((await tap('dismissed', await waiting())).status).toBe(303)
    expect([await entry(), (await page()).requests]).toEqual([before, []])
  })

  test('says so if it ended meanwhile: decided by a colleague, asked anew, or the contact is erased', async () => {
    const { app, alice, ask, tap, entry, waiting } = await start()
    const over = [{ says: expect.stringMatching('no longer waiting') }]
    await ask({ title: 'Head of IT' })
    const first = await waiting()
    await ask({ title: 'Head of everything' })
    const anew = await tap('done', first)
    expect([anew.status, viewOf(anew)]).toMatchObject([
      409,
      { faults: over, requests: [{ fields: [{ field: 'title' }] }] },
    ])
    const second = await waiting()
    await tap('dismissed', second, 'other')
    const late = await tap('done', second)
    expect([late.status, viewOf(late)]).toMatchObject([409, { faults: over, requests: [] }])
    expect((await entry()).title).toBe(null)
    await ask({ title: 'Head of IT' })
    const third = await waiting()
    accepted(await eraseContact(app.ctx(), alice))
    const gone = await tap('done', third)
    expect([gone.status, viewOf(gone)]).toMatchObject([409, { faults: over }])
  })

  test('is not done over what a colleague changed since it was seen; what is so already is confirmed', async () => {
    const { app, alice, ask, tap, entry, waiting } = await start()
    await ask({ title: 'Head of IT' })
    const shown = await waiting()
    accepted(await changeContact(app.ctx(), alice, { title: 'Director' }))
    expect((await tap('done', shown)).status).toBe(409)
    expect((await entry()).title).toBe('Director')
    accepted(await changeContact(app.ctx(), alice, { title: 'Head of IT' }))
    app.clock.now += HOUR
    expect((await waiting()).fields).toEqual([])
    expect((await tap('done', await waiting())).status).toBe(303)
    expect(await entry()).toMatchObject({ title: 'Head of IT', confirmed_at: app.clock.now })
  })

  test('in words alone is said to be done, and confirms nothing: whoever has left has left', async () => {
    const { page, ask, tap, entry, waiting } = await start()
    const before = await entry()
    await ask({}, 'I have left; please name Sam.')
    expect((await tap('done', await waiting())).status).toBe(303)
    expect([await entry(), (await page()).requests]).toEqual([before, []])
  })
})

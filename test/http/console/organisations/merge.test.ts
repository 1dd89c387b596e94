import { expect, test } from 'vitest'
import { changeOrganisation } from '../../../../server/actions/organisation/change-organisation.ts'
import type { DeskOrganisationView, MergeView } from '../../../../src/views.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { form, NOON, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { addContact, addOrganisation } from '../../../support/organisations/organisations.ts'
import { accepted } from '../../../support/result.ts'

onEachDatabase('two entries of one customer', (fresh) => {
  async function start() {
    const app = await testApp((await fresh()).db)
    const { headers } = await signedIn(app.db, 'lead', NOON, 'Lea')
    const at = (path: string) => `//staff/organisations/${path}`
    const open = async <V>(path: string) => viewOf(await app.call(`GET ${at(path)}`, { headers })) as unknown as V
    const send = async (path: string, fields: Record<string, string>) => {
      const sent = form(Object.entries(fields))
      const answer = await app.call(`POST ${at(path)}`, { ...sent, headers: { ...headers, ...sent.headers } })
      return { ...answer, view: viewOf(answer) }
    }
    const [acme, twin] = [
      await addOrganisation(app.db, 'Acme Freight', ['voice']),
      await addOrganisation(app.db, 'Acme (Denver)', ['chat']),
    ]
    accepted(await changeOrganisation(app.ctx(), twin, { customerNumber: '7' }))
    await addContact(app.db, acme, 'alice@customer.example')
    await addContact(app.db, twin, 'alice@customer.example', { purposes: ['maintenance'] })
    await addContact(app.db, twin, 'bob@customer.example')
    return { app, open, send, acme, twin }
  }

  test('are found, shown as what they become, and merged once', async () => {
    const { open, send, acme, twin } = await start()
    const found = await open<MergeView>(`${acme}/merge/?q=acme`)
    expect([found.other, found.found.map(({ id }) => id)]).toEqual([null, [twin]])
    const { preview, seen } = await open<MergeView>(`${acme}/merge/?with=${twin}`)
    expect(preview).toMatchObject({
      ...{ customerNumber: '7', lostNumber: null, endingLinks: 0 },
      platforms: [
        { name: 'VOICE', isNew: false },
        { name: 'CHAT', isNew: true },
      ],
      contacts: [
        { email: 'alice@customer.example', origin: 'both', purposes: ['master_case', 'maintenance'] },
        { email: 'bob@customer.example', origin: 'other' },
      ],
    })
    // Nothing of that was done yet.
    expect((await open<DeskOrganisationView>(`${acme}/`)).contacts).toHaveLength(1)
    const sent = { with: twin, seen, do: 'do' }
    expect([(await send(`${acme}/merge/`, sent)).status, (await send(`${acme}/merge/`, sent)).status]).toEqual([
      303, 303,
    ])
    expect(await open<DeskOrganisationView>(`${acme}/`)).toMatchObject({
      customerNumber: '7',
      platforms: ['VOICE', 'CHAT'],
    })
    expect((await open<{ kind: string }>(`${twin}/`)).kind).toBe('error')
  })

  test('are not merged if either has changed since it was looked at', async () => {
    const { app, open, send, acme, twin } = await start()
    const { seen } = await open<MergeView>(`${acme}/merge/?with=${twin}`)
    await addContact(app.db, twin, 'carol@customer.example')
    const refused = await send(`${acme}/merge/`, { with: twin, seen, do: 'do' })
    expect(refused.status).toBe(409)
    const { preview, seen: now } = refused.view as MergeView
    expect(preview?.contacts).toHaveLength(3)
    expect((await send(`${acme}/merge/`, { with: twin, seen: now, do: 'do' })).status).toBe(303)
  })

  test('have links to their own page, which are shown once, listed and revoked', async () => {
    const { open, send, acme } = await start()
    const made = await send(`${acme}/links/`, { do: 'make' })
    const { link, links } = made.view as DeskOrganisationView
    expect(link).toMatch(/^https:\/\/status\.example\.com\/organisations\/[\w-]{43}\/$/)
    expect(links).toMatchObject([{ madeBy: expect.stringContaining('Lea'), madeAt: NOON, usedAt: null }])
    expect(await open<DeskOrganisationView>(`${acme}/`)).toMatchObject({ link: null, links })
    for (const _ of '1234') await send(`${acme}/links/`, { do: 'make' })
    expect((await send(`${acme}/links/`, { do: 'make' })).status).toBe(409)
    const revoke = { link: links[0]?.id ?? '', do: 'revoke' }
    expect([(await send(`${acme}/links/`, revoke)).status, (await send(`${acme}/links/`, revoke)).status]).toEqual([
      ...[303, 303],
    ])
    expect((await open<DeskOrganisationView>(`${acme}/`)).links).toHaveLength(4)
  })
})

import { expect, test } from 'vitest'
import { changePerson } from '../../../../server/actions/people/change-person.ts'
import { invitePerson } from '../../../../server/actions/people/invite-person.ts'
import { createToken } from '../../../../server/actions/staff/create-token.ts'
import { DAY } from '../../../../server/domain/vocabulary.ts'
import { deskBrowser, employ } from '../../../support/app/desk/in-browser.ts'
import { testApp } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

onEachDatabase('the tokens that somebody made', (fresh) => {
  async function desk() {
    const app = await testApp((await fresh()).db)
    await employ(app, 'Ada', 'admin')
    const rosa = await employ(app, 'Rosa', 'admin')
    const [ada, theirs] = [deskBrowser(app), deskBrowser(app)]
    await ada.signIn('ada@desk.example')
    await theirs.signIn('rosa@desk.example')
    const make = async (browser: typeof ada, name: string, role = 'admin', days = '30') =>
      (await browser.send('/staff/tokens/', { name, role, days })).view('console/tokens').made?.token ?? ''
    const status = async (token: string) =>
      (await app.call('GET /people', { headers: { authorization: `Bearer ${token}` } })).status
    const row = async () =>
      (await ada.open('/staff/people/')).view('console/people').people.find(({ name }) => /^Ros/.test(name))
    return { app, ada, theirs, rosa, make, status, row }
  }

  test('are named before, revoked with the account, and named after; no others are', async () => {
    const { app, ada, theirs, rosa, make, status, row } = await desk()
    const [hers, others] = [await make(theirs, 'bridge'), await make(ada, 'monitoring')]
    expect((await row())?.tokens).toEqual([{ name: 'bridge', role: 'admin' }])
    app.clock.now += DAY / 4
    await ada.send(`/staff/people/${rosa}/`, { do: 'disable' })
    expect([await status(hers), await status(others)]).toEqual([401, 200])
    expect(await row()).toMatchObject({ tokens: [], revokedTokens: ['bridge'] })
    const trail = (await app.db.selectFrom('audit').selectAll().where('action', '=', 'token.revoke').execute()).map(
      ({ actor, detail }) => [actor, JSON.parse(detail)],
    )
    expect(trail).toEqual([['staff/Ada', { maker: `person/${rosa}` }]])
    await ada.send(`/staff/people/${rosa}/`, { do: 'enable' })
    expect([await status(hers), (await row())?.revokedTokens]).toEqual([401, []])
  })

  test('are made by nobody who is no administrator any more when it is their turn, nor are accounts', async () => {
    const { app, ada, rosa } = await desk()
    // Let in as an administrator, and then others were first.
    const letIn = { ...app.ctx(), actor: { id: rosa, name: 'staff/Rosa', role: 'admin' } } as const
    await ada.send(`/staff/people/${rosa}/`, { do: 'role', 'was.role': 'admin', role: 'lead' })
    const invitation = { email: 'lee@desk.example', name: 'Lee', role: 'admin' } as const
    for (const late of [
      await createToken(letIn, { name: 'bridge', role: 'admin' }),
      await invitePerson(letIn, invitation),
      await changePerson(letIn, rosa, { role: 'admin' }),
    ]) {
      expect(late).toMatchObject({ ok: false, refusal: { kind: 'forbidden', code: 'role_required' } })
    }
  })

  test('are theirs under a former name too, and what was made with them', async () => {
    const { app, rosa, theirs, ada, make, status } = await desk()
    const first = await make(theirs, 'bridge')
    const made = await app.call('POST /tokens', {
      headers: { authorization: `Bearer ${first}` },
      body: { name: 'wallboard', role: 'admin' },
    })
    await app.call(`PATCH /people/${rosa}`, { as: 'admin', body: { name: 'Rose' } })
    // Another takes the name that is free now, and what she makes is hers.
    await employ(app, 'Rosa2', 'admin')
    const other = deskBrowser(app)
    await other.signIn('rosa2@desk.example')
    const kept = await make(other, 'backup')
    const { id: other2 } = (await app.call('GET /people', { as: 'admin' })).json.items.find(
      ({ name }: { name: string }) => name === 'Rosa2',
    )
    await app.call(`PATCH /people/${other2}`, { as: 'admin', body: { name: 'Rosa' } })
    const after = await make(other, 'backup 2')
    await ada.send(`/staff/people/${rosa}/`, { do: 'disable' })
    const all = [first, made.json.token, kept, after]
    expect(await Promise.all(all.map(status))).toEqual([401, 401, 200, 200])
  })

  test.each(['the page', 'the API'])(
    'lose no power to it: a lower role, by %s, revokes those that may more',
    async (door) => {
      const { app, ada, theirs, rosa, make, status, row } = await desk()
      const [hers, others] = [await make(theirs, 'bridge'), await make(ada, 'monitoring')]
      await make(theirs, 'desk', 'agent')
      const lower = (role: string) =>
        door === 'the page'
          ? ada.send(`/staff/people/${rosa}/`, { do: 'role', role })
          : app.call(`PATCH /people/${rosa}`, { as: 'admin', body: { role } })
      await lower('lead')
      expect([await status(hers), await status(others)]).toEqual([401, 200])
      expect((await row())?.tokens).toEqual([{ name: 'desk', role: 'agent' }])
      await lower('agent')
      expect((await row())?.tokens).toHaveLength(1)
      await lower('reporter')
      expect((await row())?.tokens).toEqual([])
      await lower('admin')
      expect(await status(hers)).toBe(401)
    },
  )

  test('that an older version had left in force are told, and revoked by the same button', async () => {
    const { app, ada, theirs, rosa, make, status, row } = await desk()
    const hers = await make(theirs, 'bridge')
    await app.db.updateTable('people').set({ disabled_at: app.clock.now }).where('id', '=', rosa).execute()
    expect([await status(hers), (await row())?.tokens]).toEqual([200, [{ name: 'bridge', role: 'admin' }]])
    await ada.send(`/staff/people/${rosa}/`, { do: 'disable' })
    expect([await status(hers), (await row())?.tokens]).toEqual([401, []])
  })
})

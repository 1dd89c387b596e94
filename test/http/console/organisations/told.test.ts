import { expect, test } from 'vitest'
import { readReach } from '../../../../server/preview/reach.ts'
import type { ToldView } from '../../../../src/views.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { NOON, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { addContact, addOrganisation } from '../../../support/organisations/organisations.ts'
import { eventsOf, noteTold } from '../../../support/organisations/proofs.ts'
import { ALICE, BOB, CAROL } from '../../../support/people.ts'

onEachDatabase('the customers of an incident', (fresh) => {
  async function start(priority = 'P1G') {
    const app = await testApp((await fresh()).db)
    const rosa = await signedIn(app.db, 'agent', NOON, 'Rosa')
    const acme = await addOrganisation(app.db, 'Acme Freight', ['voice'])
    const beta = await addOrganisation(app.db, 'Beta', ['voice'])
    await addOrganisation(app.db, 'Gamma')
    const alice = await addContact(app.db, acme, ALICE)
    const bob = await addContact(app.db, acme, BOB, { name: 'Bob', purposes: ['escalation'], phone: '+1 303 555 0100' })
    const posted = await app.call('POST /incidents', {
      as: 'agent',
      body: {
        title: 'Calls fail',
        priority,
        platforms: [{ id: 'voice', impact: 'major_outage' }],
        update: { body: 'We know.' },
        ...(priority === 'P2' && { confirmed: true }),
      },
    })
    const { id } = posted.json
    const path = `/staff/incidents/${id}/organisations/`
    const open = async (query = '') =>
      viewOf(await app.call(`GET /${path}${query}`, { headers: rosa.headers })) as ToldView
    const note = (fields: Record<string, string>) =>
      app.call(`POST /${path}`, {
        headers: { ...rosa.headers, 'content-type': 'application/x-www-form-urlencoded' },
        raw: `${new URLSearchParams(fields)}`,
      })
    return { app, rosa, acme, beta, alice, bob, id, path, open, note }
  }

  test('are those that use its platforms: who of them was told, and of which nobody can be', async () => {
    const { app, alice, id, open } = await start()
    const [event] = await eventsOf(app.db, { incident_id: id })
    if (event) await noteTold(app.db, alice, event, { state: 'sent', settled_at: event.at, result: 'delivered' })
    const view = await open()
    expect([view.promised, view.counts]).toEqual([true, { organisations: 2, contacts: 1, untold: 1 }])
    expect(view.items.map(({ name, told }) => [name, told.map(({ result, count }) => [result, count])])).toEqual([
      ['Acme Freight', [['delivered', 1]]],
      ['Beta', []],
    ])
    expect(view.items.map(({ reachable }) => reachable)).toEqual([true, false])
    expect((await open('?show=untold')).items.map(({ name }) => name)).toEqual(['Beta'])
  })

  test('are not told of what is no master case, and the page says so', async () => {
    const { app, alice, id, open } = await start('P2')
    expect(await open()).toMatchObject({ promised: false, wasPromised: false })
    // Told while it was one.
    const [event] = await eventsOf(app.db, { incident_id: id })
    if (event) await noteTold(app.db, alice, event, { state: 'sent', settled_at: event.at })
    expect(await open()).toMatchObject({ promised: false, wasPromised: true })
  })

  test('want somebody to be called, which is noted once however often it is tapped', async () => {
    const { app, bob, open, note } = await start()
    const view = await open()
    expect(view.items[0]?.escalation).toMatchObject([{ id: bob, name: 'Bob', phone: '+1 303 555 0100' }])
    const call = { contact: bob, channel: 'phone', result: 'message_left', note: 'Rang twice.', once: view.once }
    expect([(await note(call)).status, (await note(call)).status]).toEqual([303, 303])
    const { calls } = (await open()).items[0] ?? { calls: [] }
    expect(calls).toMatchObject([{ name: 'Bob', result: 'message_left', by: 'staff/Rosa', note: 'Rang twice.' }])
    const trail = JSON.stringify((await app.call('GET /audit', { as: 'admin' })).json)
    expect(trail).toContain('contact.call')
    expect(['Rang twice', '555 0100', BOB].filter((said) => trail.includes(said))).toEqual([])
  })

  test('keep what was typed of a call that cannot be noted', async () => {
    const { bob, note } = await start()
    const answer = await note({ contact: bob, channel: 'smoke', result: 'reached', note: 'x' })
    expect([answer.status, (viewOf(answer) as ToldView).typed]).toMatchObject([422, { contact: bob, note: 'x' }])
    expect((await note({ contact: 'nobody000000', channel: 'phone', result: 'reached' })).status).toBe(404)
  })

  test('are proved by a file that is in the audit trail', async () => {
    const { app, rosa, path } = await start()
    const file = await app.call(`GET /${path}notices.csv`, { headers: rosa.headers })
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
    expect(JSON.stringify((await app.call('GET /audit', { as: 'admin' })).json)).toContain('notices.export')
  })

  test('are counted before anything is posted', async () => {
    const { app, acme } = await start()
    await addContact(app.db, acme, CAROL, { purposes: ['master_case'], rank: 'backup' })
    const subject = {
      kind: 'incident',
      incidentId: 'x',
      platforms: ['voice'],
      promised: { purpose: 'master_case', id: 'x' },
    } as const
    const { organisations } = await readReach({ db: app.db, now: NOON }, subject, [])
    expect(organisations).toEqual({ organisations: 2, contacts: 2, untold: 1, promised: true })
    const { promised: _, ...other } = subject
    expect((await readReach({ db: app.db, now: NOON }, other, [])).organisations).toMatchObject({
      organisations: 2,
      promised: false,
    })
  })
})

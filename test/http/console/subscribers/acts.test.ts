import { expect, test } from 'vitest'
import { unsubscribe } from '../../../../server/actions/subscription/unsubscribe.ts'
import type { Role } from '../../../../server/domain/vocabulary.ts'
import type { SubscriberView } from '../../../../src/views.ts'
import { personId } from '../../../support/app/delivered.ts'
import { LIST, subscribersDesk } from '../../../support/app/desk/subscribers.ts'
import { confirmationMails, followers, newestLink, subscribe } from '../../../support/app/subscribers.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { addContact, addOrganisation } from '../../../support/organisations/organisations.ts'
import { accepted } from '../../../support/result.ts'
import { subscriber } from '../../../support/rows.ts'

const ANNA = 'anna@customer.example'
const ASKING = [
  ['address', ANNA],
  ['platforms', 'voice'],
  ['kinds', 'incident'],
  ['locale', 'pt'],
  ['timeZone', 'Europe/Lisbon'],
  ['do', 'do'],
] satisfies [string, string][]

onEachDatabase('what the desk does about subscribers', (fresh) => {
  const start = async (role?: Role) => subscribersDesk((await fresh()).db, role)

  test('are asked by one mail and nothing else, once however often the form is sent; only they confirm', async () => {
    const { app, send, page, audited } = await start('agent')
    const sent = await send(`${LIST}new/`, [...ASKING, ['once', 'sheet0000000']])
    expect(sent.status).toBe(303)
    expect((await send(`${LIST}new/`, [...ASKING, ['once', 'sheet0000000']])).location).toBe(sent.location)
    expect(await confirmationMails(app)).toHaveLength(1)
    expect(await followers(app)).toEqual([])
    const id = sent.location.split('/')[3] ?? ''
    expect(await page(id)).toMatchObject({ standing: 'waiting', follows: [], source: 'console', mayEnable: false })
    expect((await send(sent.location, { do: 'enable' })).status).toBe(409)
    await app.call(`POST ${await newestLink(app)}`)
    expect(await page(id)).toMatchObject({ standing: 'active', language: 'pt', zone: 'Europe/Lisbon' })
    expect(await followers(app)).toEqual([`${ANNA} platform:voice incident`])
    expect((await audited()).join()).not.toContain('anna')
    expect(await audited()).toEqual([expect.stringContaining('subscriber.ask')])
  })

  test('are disabled for a reason that the audit trail has not, and enabled as they were', async () => {
    const { app, send, page, addresses, audited } = await start('agent')
    const id = await subscribe(app, ANNA)
    const path = `${LIST}${id}/`
    expect((await send(path, { do: 'disable', reason: ' ' })).status).toBe(422)
    expect((await send(path, { do: 'disable', reason: 'Anna has left the company' })).status).toBe(303)
    expect((await send(path, { do: 'disable', reason: 'Another' })).status).toBe(303)
    expect(await page(id)).toMatchObject({ standing: 'disabled', disabledWhy: 'Anna has left the company' })
    expect([await followers(app), await addresses({ standing: 'disabled' })]).toEqual([[], ['a…@customer.example']])
    for (const _ of 'ab') expect((await send(path, { do: 'enable' })).status).toBe(303)
    expect(await followers(app)).toEqual([`${ANNA} all incident+maintenance`])
    expect(await audited()).toEqual(['subscriber.disable null', expect.stringContaining('subscriber.enable')])
  })

  test('who want nothing themselves are not enabled by the desk, also not after it has disabled them', async () => {
    const { app, send, page } = await start('lead')
    const id = await subscribe(app, ANNA)
    await send(`${LIST}${id}/`, { do: 'disable', reason: 'They asked' })
    expect(accepted(await unsubscribe(app.ctx(), id)).changed).toBe(true)
    expect(await page(id)).toMatchObject({ standing: 'left', mayEnable: false })
    const refused = await send(`${LIST}${id}/`, { do: 'enable' })
    expect(refused.status).toBe(409)
    expect((refused.view as SubscriberView).faults[0]?.says).toMatch(/^Only they themselves/)
    expect(await followers(app)).toEqual([])
    expect((await send(`${LIST}${id}/`, { do: 'disable', reason: 'Again' })).status).toBe(409)
  })

  test('whose address failed are tried again, unless they called a mail spam', async () => {
    const { app, send, page } = await start('agent')
    const id = await subscribe(app, ANNA)
    const fail = (off_reason: string) =>
      app.db.updateTable('subscribers').set({ state: 'off', off_reason }).where('id', '=', id).execute()
    await fail('called a mail spam')
    expect((await send(`${LIST}${id}/`, { do: 'enable' })).status).toBe(409)
    await fail('mail came back: 550 no')
    expect(await page(id)).toMatchObject({ standing: 'bounced', offReason: 'mail came back: 550 no', mayEnable: true })
    await send(`${LIST}${id}/`, { do: 'enable' })
    expect((await page(id)).standing).toBe('active')
  })

  test('have all that is kept about them handed over, by administrators; the audit trail says so', async () => {
    const { app, call, as, audited } = await start()
    const id = await subscribe(app, ANNA, { type: 'platform', id: 'voice' })
    const organisation = await addOrganisation(app.db, 'Acme')
    await addContact(app.db, organisation, ANNA, { name: 'Anna Adams' })
    const answer = await call(`GET ${LIST}${id}/data.json`)
    expect(answer.headers.get('content-disposition')).toContain(`subscriber-${id}.json`)
    expect(JSON.parse(answer.text)).toMatchObject({
      takenAt: new Date(app.clock.now).toISOString(),
      subscriber: { address: ANNA, state: 'active', confirmationMails: [expect.stringMatching(/Z$/)] },
      follows: [{ scope: { type: 'platform', id: 'voice' }, confirmedAt: expect.stringMatching(/Z$/) }],
      contacts: [{ name: 'Anna Adams', email: ANNA }],
      messages: [{ kind: 'subscription.requested' }],
    })
    expect(await audited()).toEqual(['subscriber.export null'])
    expect((await call(`GET ${LIST}${id}/data.json`, await as('lead'))).status).toBe(403)
  })

  test('are erased with everything that names them, once whoever presses; no agent does', async () => {
    const { app, send, page, call, as, find, audited } = await start('lead')
    const id = await subscribe(app, ANNA)
    const owned = { ...subscriber, id: personId(1), channel: 'webhook', address: 'hooks.example a b', owner: ANNA }
    await app.db.insertInto('subscribers').values(owned).execute()
    const organisation = await addOrganisation(app.db, 'Acme')
    await addContact(app.db, organisation, ANNA, { name: 'Anna Adams' })
    const path = `${LIST}${id}/`
    const { seen, contacts, owned: others } = await page(id)
    expect([contacts.map(({ name }) => name), others.map((one) => one.address)]).toEqual([
      ['Anna Adams'],
      ['hooks.example/…'],
    ])
    expect((await send(path, { do: 'erase', seen }, await as('agent'))).status).toBe(403)
    expect((await send(path, { do: 'erase', seen: 'other' })).status).toBe(409)
    const both = await Promise.all([send(path, { do: 'erase', seen }), send(path, { do: 'erase', seen })])
    expect(both.map(({ status, location }) => `${status} ${location}`)).toEqual([`303 ${LIST}`, `303 ${LIST}`])
    expect((await call(`GET ${path}`)).status).toBe(404)
    expect((await find({ address: ANNA })).subscribers).toEqual([])
    const left = await app.db.selectFrom('subscribers').selectAll().execute()
    expect(JSON.stringify(left)).not.toMatch(/anna|hooks/)
    expect(await app.db.selectFrom('contacts').selectAll().execute()).toEqual([])
    expect((await audited()).filter((line) => line.startsWith('subscriber.erase'))).toHaveLength(1)
    expect(JSON.stringify(await app.db.selectFrom('audit').selectAll().execute())).not.toContain('anna@')
  })
})

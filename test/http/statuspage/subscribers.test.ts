import { expect, test } from 'vitest'
import { confirmationMails, followers, newestLink } from '../../support/app/subscribers.ts'
import { form, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ALICE, BOB } from '../../support/people.ts'

const DOOR = 'POST //api/v2/subscribers.json'
const SUBSCRIBER = 'id mode email created_at skip_confirmation_notification quarantined_at purge_at'

onEachDatabase('a client written for Statuspage', (fresh) => {
  test('subscribes an address to a component with the form it knows; the address is asked first', async () => {
    const app = await testApp((await fresh()).db)
    const fields: [string, string][] = [
      ['subscriber[email]', ALICE],
      ['subscriber[component_id]', 'voice'],
    ]
    const answer = await app.call(DOOR, form(fields))
    expect(answer.status).toBe(201)
    expect(Object.keys(answer.json.subscriber).join(' ')).toBe(SUBSCRIBER)
    expect(answer.json.subscriber).toMatchObject({ email: ALICE, mode: 'email', quarantined_at: null })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(await followers(app)).toEqual([])
    await app.call(`POST ${await newestLink(app)}`)
    expect(await followers(app)).toEqual([`${ALICE} platform:voice incident+maintenance`])
  })

  test('may send JSON, and follows everything unless it names something', async () => {
    const app = await testApp((await fresh()).db)
    expect((await app.call(DOOR, { body: { subscriber: { email: BOB } } })).status).toBe(201)
    expect(await confirmationMails(app)).toMatchObject([{ follows: [{ type: 'all' }] }])
  })

  test('gets an id of the address, which neither tells whether it is known nor ends anything', async () => {
    const app = await testApp((await fresh()).db)
    const ask = async (email: string) => (await app.call(DOOR, { body: { subscriber: { email } } })).json.subscriber.id
    const id = await ask(ALICE)
    expect(id).toMatch(/^[a-z0-9]{12}$/)
    await app.call(`POST ${await newestLink(app)}`)
    expect([await ask(ALICE), await ask(BOB)]).toEqual([id, expect.not.stringMatching(id)])
    expect((await app.call(`DELETE //api/v2/subscribers.json?subscriber[id]=${id}`)).status).toBe(405)
    expect((await app.call(`DELETE //api/v2/subscribers/${id}.json`)).status).toBe(404)
    expect(await followers(app)).toHaveLength(1)
  })

  test('that sends the same again with its key gets the same answer', async () => {
    const app = await testApp((await fresh()).db)
    const again = { as: 'reporter', key: 'once', body: { subscriber: { email: BOB } } } as const
    const first = await app.call(DOOR, again)
    app.clock.now += 60_000
    expect([(await app.call(DOOR, again)).text, first.status]).toEqual([first.text, 201])
  })

  test('hears what is wrong with telephones, unknown components and broken JSON, and nothing is saved', async () => {
    const app = await testApp((await fresh()).db)
    const phone = await app.call(DOOR, form([['subscriber[phone_number]', '5550100']]))
    expect([phone.status, phone.json.errors[0].pointer]).toEqual([422, '/subscriber/email'])
    const hook = { subscriber: { email: BOB, endpoint: 'https://hooks.example.org' } }
    expect((await app.call(DOOR, { body: hook })).json.errors[0].pointer).toBe('/subscriber/endpoint')
    const unknown = await app.call(DOOR, { body: { subscriber: { email: BOB, component_id: 'nothing' } } })
    expect(unknown.status).toBe(422)
    const broken = await app.call(DOOR, { raw: '{', headers: { 'content-type': 'application/json' } })
    expect(broken.status).toBe(400)
    expect(await confirmationMails(app)).toEqual([])
  })

  test('names several components, in JSON or a form', async () => {
    const follows = async (call: Parameters<Awaited<ReturnType<typeof testApp>>['call']>[1]) => {
      const app = await testApp((await fresh()).db)
      expect((await app.call(DOOR, call)).status).toBe(201)
      return (await confirmationMails(app))[0]?.follows
    }
    const both = ['voice', 'chat'].map((id) => expect.objectContaining({ type: 'platform', id }))
    const ids = ['voice', 'chat', 'voice']
    expect(await follows({ body: { subscriber: { email: BOB, component_ids: ids } } })).toEqual(both)
    const email: [string, string] = ['subscriber[email]', BOB]
    expect(
      await follows(form([email, ...ids.map((id): [string, string] => ['subscriber[component_ids][]', id])])),
    ).toEqual(both)
  })

  test('is never told of everything because it named something wrongly', async () => {
    const app = await testApp((await fresh()).db)
    const wrong = [
      { component_id: 7 },
      { component_id: 'No such' },
      { component_ids: 'nothing' },
      { component_ids: ['voice', 'nothing'] },
      { component_ids: ['voice', 7] },
      { component_ids: { id: 'voice' } },
      { component_ids: Array(201).fill('voice') },
      { incident_id: 'nothing' },
    ]
    for (const fields of wrong) {
      const { status, json } = await app.call(DOOR, { body: { subscriber: { email: BOB, ...fields } } })
      expect([fields, status, json.errors?.length]).toEqual([fields, 422, 1])
    }
    expect(await confirmationMails(app)).toEqual([])
  })
})

import { expect, test } from 'vitest'
import { onEachDatabase } from '../support/database.ts'
import { ALICE, BOB } from '../support/people.ts'
import { confirmationMails, followers, newestLink } from './subscribers.ts'
import { createWorld, form } from './world.ts'

const DOOR = 'POST //api/v2/subscribers.json'

onEachDatabase('a client written for Statuspage', (fresh) => {
  test('subscribes an address to a component with the form it knows; the address is asked first', async () => {
    const world = await createWorld((await fresh()).db)
    const fields: [string, string][] = [
      ['subscriber[email]', ALICE],
      ['subscriber[component_id]', 'voice'],
    ]
    const answer = await world.call(DOOR, form(fields))
    expect(answer.status).toBe(201)
    expect(answer.json.subscriber).toMatchObject({ email: ALICE, mode: 'email' })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(await followers(world)).toEqual([])
    await world.call(`POST ${await newestLink(world)}`)
    expect(await followers(world)).toEqual([`${ALICE} platform:voice incident+maintenance`])
  })

  test('may send JSON, and follows everything unless it names something', async () => {
    const world = await createWorld((await fresh()).db)
    expect((await world.call(DOOR, { body: { subscriber: { email: BOB } } })).status).toBe(201)
    expect(await confirmationMails(world)).toMatchObject([{ follows: [{ type: 'all' }] }])
  })

  test('hears what is wrong with telephones, unknown components and broken JSON, and nothing is saved', async () => {
    const world = await createWorld((await fresh()).db)
    const phone = await world.call(DOOR, form([['subscriber[phone_number]', '5550100']]))
    expect([phone.status, phone.json.errors[0].pointer]).toEqual([422, '/subscriber/email'])
    const unknown = await world.call(DOOR, { body: { subscriber: { email: BOB, component_id: 'nothing' } } })
    expect(unknown.status).toBe(422)
    const broken = await world.call(DOOR, { raw: '{', headers: { 'content-type': 'application/json' } })
    expect(broken.status).toBe(400)
    expect(await confirmationMails(world)).toEqual([])
  })
})

import { expect, test } from 'vitest'
import { manageToken, unsubscribeToken } from '../../../server/lib/links.ts'
import { mailsOf } from '../../support/app/mails.ts'
import { subscribe } from '../../support/app/subscribers.ts'
import { testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { addContact, addOrganisation } from '../../support/organisations/organisations.ts'
import { ALICE, BOB } from '../../support/people.ts'

onEachDatabase('a subscriber whom an organisation named', (fresh) => {
  test('reads where they unsubscribe what goes on, and no other link; others read nothing of it', async () => {
    const app = await testApp((await fresh()).db)
    const [alice, bob] = [await subscribe(app, ALICE), await subscribe(app, BOB)]
    await addContact(app.db, await addOrganisation(app.db, 'Acme Freight'), ALICE)
    await addContact(app.db, await addOrganisation(app.db, 'Beta'), ALICE, { purposes: ['escalation'] })
    const leave = (id: string) => `//unsubscribe/${unsubscribeToken(app.deps.linkSecret, id)}`
    const manage = `GET //manage/${manageToken(app.deps.linkSecret, { id: alice, linkGeneration: 0 })}`
    expect(viewOf(await app.call(manage))).toMatchObject({ kind: 'manage', namedBy: ['Acme Freight'] })
    expect(viewOf(await app.call(`GET ${leave(bob)}`))).not.toHaveProperty('namedBy')
    for (const [method, state] of [
      ['GET', 'ask'],
      ['POST', 'done'],
      ['GET', 'done'],
    ]) {
      const view = viewOf(await app.call(`${method} ${leave(alice)}`))
      expect(view).toMatchObject({ kind: 'unsubscribe', state, namedBy: ['Acme Freight'] })
      expect(JSON.stringify(view)).not.toMatch(/contacts\/|Beta/)
    }
    expect(viewOf(await app.call(`POST ${leave(bob)}`))).not.toHaveProperty('namedBy')
    const [toAlice, toBob] = await mailsOf(app, 'subscription.left')
    expect(toAlice?.text).toContain('You go on getting the notices that Acme Freight named you for.')
    expect(toBob?.text).toContain('this is the last mail')
  })
})

import { expect, test } from 'vitest'
import { DAY } from '../../../../server/domain/vocabulary.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { outage, testApp } from '../../../support/app/test-app.ts'
import { sqliteInMemory } from '../../../support/database.ts'
import { headerPolicy, render } from '../../../support/site/pages.ts'

test.each([
  ['an incident', false, 1],
  ['a drill', true, 0],
])('of %s that is over, a new related one is offered unless it is a drill', async (_, drill, links) => {
  const app = await testApp((await sqliteInMemory()).db, { renderer: { render, headerPolicy } })
  const { id } = (await app.call('POST /incidents', { as: 'lead', body: outage({ drill }) })).json
  await app.call(`POST /incidents/${id}/updates`, { as: 'lead', body: { body: 'It works.', phase: 'resolved' } })
  app.clock.now += 365 * DAY
  const { headers } = await signedIn(app.db, 'lead', app.clock.now)
  const offers = async (path: string) =>
    (await app.call(`GET //staff/incidents/${id}/${path}`, { headers })).text.split(`?relatedTo=${id}`).length - 1
  // Too late to be reopened, that page offers it in its own place too.
  expect([await offers(''), await offers('reopen/')]).toEqual([links, 2 * links])
})

import { expect, test } from 'vitest'
import { MINUTE } from '../../server/domain/vocabulary.ts'
import { climbAt, LADDER } from '../support/app/ladder.ts'
import { signedIn } from '../support/app/signed-in.ts'
import { NOON, outage, testApp } from '../support/app/test-app.ts'
import { sqliteInMemory } from '../support/database.ts'
import { headerPolicy, render, texts } from '../support/site/pages.ts'

test('board and page of an incident say alike who is on it since when and what they noted, and who was told', async () => {
  const { db } = await sqliteInMemory()
  const app = await testApp(db, { plan: LADDER, renderer: { render, headerPolicy } })
  const { id } = (await app.call('POST /incidents', { as: 'agent', body: outage() })).json
  await climbAt(app, NOON + 45 * MINUTE)
  const { headers } = await signedIn(db, 'agent', app.clock.now, 'Dana Reyes')
  const [due] = (await app.call('GET /worklist', { as: 'agent' })).json.items
  const body = { reason: 'The carrier calls back.' }
  await app.call(`POST /promises/${due.promiseId}/acknowledge`, { as: 'agent', body })
  const page = async (path: string) => (await app.call(`GET //staff/${path}`, { headers })).text
  const [board, incident] = [await page(''), await page(`incidents/${id}/`)]
  const answer = expect.stringMatching(/ is on it since 05:45 MST: The carrier calls back\.$/)
  expect(texts(board, 'span')).toContainEqual(answer)
  expect(texts(board, 'button')).toContain('I am on it instead')
  expect(texts(incident, 'p')).toContainEqual(answer)
  expect(texts(incident, 'p')).toContain('Told: 05:45 MST desk (not sent yet)')
  await db
    .updateTable('deliveries')
    .set({ state: 'sent', settled_at: NOON + 50 * MINUTE })
    .execute()
  expect(texts(await page(''), 'li').join()).toContain('Told at 05:45 MST: desk (went out only at 05:50 MST)')
})

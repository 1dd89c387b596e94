import { expect, test } from 'vitest'
import { deskBrowser, employ } from '../../support/app/desk/in-browser.ts'
import { testApp } from '../../support/app/test-app.ts'
import { sqliteInMemory } from '../../support/database.ts'

test('whoever signs in when very many do at once is told to wait a moment, and nobody else is held up', async () => {
  const database = await sqliteInMemory()
  const app = await testApp(database.db)
  await employ(app, 'Rosa', 'agent')
  const tries = Array.from({ length: 60 }, (_, n) =>
    deskBrowser(app, `10.${n}.1.1`).send('/staff/sign-in/', { email: `p${n}@desk.example`, password: 'wrong' }),
  )
  const answers = await Promise.all(tries)
  const waits = answers.filter(({ status }) => status === 503)
  expect(waits.length).toBeGreaterThan(0)
  expect(waits[0]?.headers.get('retry-after')).toBe('2')
  expect(answers.filter(({ status }) => status !== 503 && status !== 422)).toEqual([])
  expect((await deskBrowser(app).signIn('rosa@desk.example')).status).toBe(303)
  await database.close()
})

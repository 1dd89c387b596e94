import { expect, test } from 'vitest'
import { deskBrowser, employ } from '../../../support/app/desk/in-browser.ts'
import { testApp } from '../../../support/app/test-app.ts'
import { sqliteInMemory } from '../../../support/database.ts'

test('of a hundred who sign in at once from one address a few are looked at; the rest, and nobody else, hear to wait', async () => {
  const database = await sqliteInMemory()
  const app = await testApp(database.db)
  await employ(app, 'Rosa', 'agent')
  const known = deskBrowser(app)
  await known.signIn('rosa@desk.example')
  const answered: string[] = []
  const note = async (who: string, answer: Promise<{ status: number; headers: Headers }>) => {
    const { status, headers } = await answer
    answered.push(`${who} ${status} ${headers.get('retry-after')}`)
  }
  const flood = Array.from({ length: 100 }, (_, n) =>
    note('flood', deskBrowser(app).send('/staff/sign-in/', { email: `p${n}@desk.example`, password: 'wrong' })),
  )
  const elsewhere = note('elsewhere', deskBrowser(app, '198.51.100.7').signIn('rosa@desk.example'))
  const own = note('known', known.signIn('rosa@desk.example'))
  await Promise.all([...flood, elsewhere, own])
  expect(answered.filter((one) => one === 'flood 429 2')).toHaveLength(96)
  expect(answered.filter((one) => one === 'flood 422 null')).toHaveLength(4)
  expect(answered).toContain('elsewhere 303 null')
  expect(answered).toContain('known 303 null')
  // Whoever was told to wait has used up no try, and comes again.
  expect((await deskBrowser(app).signIn('rosa@desk.example')).status).toBe(303)
  await database.close()
})

import { expect, test } from 'vitest'
import { deskBrowser, employ } from '../../../support/app/desk/in-browser.ts'
import { testApp } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

onEachDatabase('whose account was disabled', (fresh) => {
  test('is told in their own browser that it was, also by a form and a script; nobody else is', async () => {
    const app = await testApp((await fresh()).db)
    await employ(app, 'Ada', 'admin')
    const rosa = await employ(app, 'Rosa', 'agent')
    const browser = deskBrowser(app)
    await browser.signIn('ada@desk.example')
    const [theirs, signedOut, stranger] = [deskBrowser(app), deskBrowser(app), deskBrowser(app)]
    for (const one of [theirs, signedOut]) await one.signIn('rosa@desk.example')
    await signedOut.send('/staff/sign-out/')
    const isTold = async (one: typeof theirs) =>
      (await one.open('/staff/sign-in/')).view('console/entry/sign-in').isDisabled
    await browser.send(`/staff/people/${rosa}/`, { do: 'sign-out' })
    expect(await isTold(theirs)).toBe(false)
    await browser.send(`/staff/people/${rosa}/`, { do: 'disable' })
    expect(await Promise.all([theirs, signedOut, stranger].map(isTold))).toEqual([true, false, false])
    const form = await theirs.send('/staff/incidents/new/', { do: 'post', body: 'Calls fail.' })
    expect([form.status, form.view('console/entry/sign-in').isDisabled]).toEqual([401, true])
    const script = async ({ cookie }: typeof theirs) =>
      (await app.call('GET //staff/', { headers: { accept: '*/*', cookie: cookie() } })).json.code
    expect([await script(theirs), await script(stranger)]).toEqual(['account_disabled', 'sign_in_required'])
  })
})

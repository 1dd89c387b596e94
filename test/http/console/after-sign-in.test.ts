import { expect, test } from 'vitest'
import { deskBrowser, employ } from '../../support/app/desk/in-browser.ts'
import { testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

onEachDatabase('after the sign-in', (fresh) => {
  async function desk() {
    const app = await testApp((await fresh()).db)
    await employ(app, 'Ada', 'admin')
    return app
  }

  test.each([
    '/staff/sign-out/',
    '/staff/acknowledge/',
    '/staff/sign-in/code/',
    '/staff/nothing/here/',
    '/staff/tokens/x/',
  ])('comes the board where what was asked for cannot be opened: %s', async (next) => {
    const browser = deskBrowser(await desk())
    expect((await browser.signIn('ada@desk.example', { next })).location).toBe('/staff/')
    expect((await browser.open(`/staff/sign-in/?next=${next}`)).location).toBe('/staff/')
  })

  test.each(['/staff/mail/', '/staff/incidents/new/?like=this', '/staff/people/'])(
    'comes the page that was asked for, also of the local mailbox: %s',
    async (next) => {
      const browser = deskBrowser(await desk())
      expect((await browser.signIn('ada@desk.example', { next })).location).toBe(next)
    },
  )

  test('comes a reporter’s own account, since they have no board', async () => {
    const app = await desk()
    await employ(app, 'Rita', 'reporter')
    const rita = deskBrowser(app)
    expect((await rita.signIn('rita@desk.example')).location).toBe('/staff/account/')
    expect((await rita.open('/staff/account/')).view('console/account').me?.role).toBe('reporter')
    expect((await rita.open('/staff/sign-in/')).location).toBe('/staff/account/')
  })
})

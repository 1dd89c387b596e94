import { expect, test } from 'vitest'
import { linkIn } from '../../support/app/desk/by-mail.ts'
import { PASSWORD } from '../../support/app/desk/in-browser.ts'
import { PHONE, withPage } from '../../support/browser/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { startServer } from '../../support/process/server.ts'

const ROSA = 'rosa@desk.example'

test('whoever has forgotten the password has a new one by a mail, on a phone, without a script', async () => {
  const server = await startServer()
  const printed = await server.cli('staff', 'add', '--name', 'Rosa', '--email', ROSA, '--role', 'agent')
  await withPage({ ...PHONE, javaScriptEnabled: false }, async (page) => {
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
    const follow = (name: string) => page.getByRole('link', { name, exact: true }).click()
    const path = () => new URL(page.url()).pathname
    await page.goto(server.url + linkIn({ text: printed }))
    await page.getByLabel('Password').fill(PASSWORD)
    await press('Begin')
    await page.context().clearCookies()

    await page.goto(`${server.url}/staff/sign-in/`)
    await follow('Forgotten your password?')
    await page.getByLabel('E-mail address').fill(ROSA)
    await press('Write a link to the local mailbox')
    expect(await page.getByRole('status').textContent()).toContain('If there is an account with this address')
    const { text = '', html } = await eventually(async () => (await server.mails(ROSA))[0])
    const link = server.url + linkIn({ text })
    expect(html).toContain(linkIn({ text }))
    await page.goto(link)
    await page.getByLabel('Password').fill('another four words')
    await press('Set the password')
    expect(path()).toBe('/staff/')

    await page.goto(link)
    await follow('Have another link made')
    expect(path()).toBe('/staff/forgotten/')
    expect(server.output()).not.toContain(link.split('/').at(-1))
  })
  await server.stop()
})

import { expect, test } from 'vitest'
import { codeAt, PASSWORD } from '../../support/app/desk/in-browser.ts'
import { axe, DESKTOP, PHONE, withPage } from '../../support/browser/browser.ts'
import { startServer } from '../../support/process/server.ts'

test('from the printed link to the board and a second factor, on pages that fit a phone and a desktop', async () => {
  const server = await startServer({ env: { SEED: 'demo' } })
  const link = (line: string) => new RegExp(`${line} +(http\\S+/staff/setup/\\S+)`).exec(server.output())?.[1] ?? ''
  await withPage(PHONE, async (page) => {
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
    const clean = async () => {
      for (const { viewport } of [DESKTOP, PHONE]) {
        await page.setViewportSize(viewport)
        const width = 'document.documentElement.scrollWidth <= innerWidth'
        expect([page.url(), await axe(page), await page.evaluate(width)]).toEqual([page.url(), [], true])
      }
    }
    await page.goto(link('Begin'))
    await page.getByLabel('Your name').fill('Ada Quill')
    await page.getByLabel('E-mail address').fill('ada@desk.example')
    await page.getByLabel('Password').fill(PASSWORD)
    await clean()
    await press('Make the account')
    expect(new URL(page.url()).pathname).toBe('/staff/')

    await page.goto(`${server.url}/staff/account/factor/`)
    const secret = ((await page.locator('.secret').textContent()) ?? '').replace(/\s/g, '')
    await page.getByLabel('The code that the app shows now').fill(codeAt(secret, Date.now()))
    await page.getByLabel('Your password').fill(PASSWORD)
    await clean()
    await press('Set it up')
    const codes = await page.locator('.codes li').allTextContents()
    expect(codes).toHaveLength(10)
    await clean()
    await page.getByRole('link', { name: 'I have kept them' }).click()
    await clean()

    await page.goto(`${server.url}/staff/people/`)
    await page.getByLabel('Name').fill('Rosa Lind')
    await page.getByLabel('E-mail address').fill('rosa@desk.example')
    await press('Make the account')
    expect(await page.locator('.once').textContent()).toContain('/staff/setup/')
    await page.getByText('Change Rosa Lind').click()
    await clean()
    await page.goto(`${server.url}/staff/tokens/`)
    await page.getByLabel('Name').fill('monitoring')
    await press('Make a token')
    await clean()
    await page.goto(`${server.url}/staff/mail/`)
    await clean()

    await page.goto(`${server.url}/staff/account/`)
    await page.locator('.menu summary').click()
    await press('Sign out')
    await clean()
    await page.getByLabel('E-mail address').fill('ada@desk.example')
    await page.getByLabel('Password').fill(PASSWORD)
    await press('Sign in')
    await page.getByLabel('Code').fill(codes[0] ?? '')
    await clean()
    await press('Sign in')
    await clean()
    await page.getByRole('link', { name: 'Go on' }).click()
    expect(new URL(page.url()).pathname).toBe('/staff/')

    // What the demonstration's visitor opens ends what was in this browser.
    await page.goto(link('Try it'))
    await clean()
    await press('Sign in')
    expect((await page.locator('.menu summary').textContent())?.trim()).toBe('Robin Vale (demonstration)')
  })
  await server.stop()
})

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { PASSWORD } from '../../../support/app/signed-in.ts'
import { axe, DESKTOP, PHONE, withPage } from '../../../support/browser/browser.ts'
import { desk } from '../../../support/browser/desk.ts'

const it = desk()

/** A desk at an address with a name: at a number alone browsers know no passkeys. */
async function begin() {
  const app = await it.begin()
  app.deps.site.url = it.url.replace('127.0.0.1', 'localhost')
  return app.deps.site.url
}

/** A device that has a passkey or makes one, and recognises its owner, or not. */
async function deviceOf(page: Page) {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const options = { protocol: 'ctap2', transport: 'internal', automaticPresenceSimulation: true } as const
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: { ...options, hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  })
  return {
    recognises: (isUserVerified: boolean) =>
      session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    has: async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
  }
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const at = (page: Page) => new URL(page.url()).pathname

async function signInByPassword(page: Page, url: string, email: string) {
  await page.goto(`${url}/staff/sign-in/?next=/staff/account/`)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await press(page, 'Sign in')
  await page.waitForURL('**/staff/account/')
}

async function add(page: Page, name: string) {
  await page.getByRole('link', { name: 'Add a passkey' }).click()
  await page.getByLabel('What to call it').fill(name)
  await page.getByLabel('Your password').fill(PASSWORD)
  await press(page, 'Go on')
}

async function signOut(page: Page) {
  await page.locator('.menu summary').click()
  await press(page, 'Sign out')
  await page.waitForURL('**/staff/sign-in/')
}

test('a passkey is added, signs in without an address, and is removed while signed in with it', async () => {
  const url = await begin()
  const { email } = await it.somebody('agent', 'Rosa')
  await withPage(PHONE, async (page) => {
    const device = await deviceOf(page)
    const clean = async () => expect([at(page), await axe(page)]).toEqual([at(page), []])
    await signInByPassword(page, url, email)
    await page.getByRole('link', { name: 'Add a passkey' }).click()
    await clean()
    await page.goBack()
    await add(page, 'Phone')
    await page.waitForURL('**/staff/account/')
    await page.getByText('The passkey “Phone” is added.').waitFor()
    expect(await device.has()).toBe(1)
    await clean()

    await signOut(page)
    await clean()
    await press(page, 'Sign in with a passkey')
    await page.waitForURL('**/staff/')
    await page.goto(`${url}/staff/account/`)
    await page.getByText('Signed in with it here').waitFor()

    await page.getByRole('link', { name: 'Remove the passkey Phone' }).click()
    await page.getByText('This browser is signed in with it, and is signed out at once.').waitFor()
    await clean()
    await page.getByLabel('Your password').fill(PASSWORD)
    await press(page, 'Remove it')
    await page.waitForURL('**/staff/sign-in/')
    await page.getByText('and you are signed out: this browser was signed in with it').waitFor()
    await page.goto(`${url}/staff/account/`)
    expect(at(page)).toBe('/staff/sign-in/')
  })
})

test('what comes to nothing is said where it was asked, and can be tried again', async () => {
  const url = await begin()
  const { email } = await it.somebody('agent', 'Rosa')
  await withPage(DESKTOP, async (page) => {
    const device = await deviceOf(page)
    await signInByPassword(page, url, email)
    await device.recognises(false)
    await add(page, 'Laptop')
    await page.getByText('Nothing was made: it was stopped, or took too long.').waitFor()
    await device.recognises(true)
    await press(page, 'Ask my device again')
    await page.waitForURL('**/staff/account/')
    await add(page, 'Another')
    await page.getByText('This device has a passkey of your account already.').waitFor()

    await signOut(page)
    await device.recognises(false)
    await press(page, 'Sign in with a passkey')
    await page.getByText('Nothing came of it').waitFor()
    await device.recognises(true)
    await press(page, 'Sign in with a passkey')
    await page.waitForURL('**/staff/')
  })
})

test('a browser that knows no passkeys shows nothing of them, and a password goes on working', async () => {
  const url = await begin()
  const { email } = await it.somebody('agent', 'Rosa')
  await withPage(DESKTOP, async (page) => {
    await deviceOf(page)
    await signInByPassword(page, url, email)
    await add(page, 'Laptop')
    await page.waitForURL('**/staff/account/')
  })
  for (const [javaScriptEnabled, without] of [
    [false, ''],
    [true, 'delete globalThis.PublicKeyCredential'],
  ] as const) {
    await withPage({ ...DESKTOP, javaScriptEnabled }, async (page) => {
      await page.addInitScript(without)
      await page.goto(`${url}/staff/sign-in/`)
      expect(await page.getByRole('button').allTextContents()).toEqual(['Sign in'])
      expect(await page.getByRole('heading', { level: 2 }).count()).toBe(0)
      await signInByPassword(page, url, email)
      await page.getByRole('link', { name: 'Add a passkey' }).click()
      await page.getByText('This browser can make no passkey').waitFor()
      expect(await page.getByLabel('What to call it').isVisible()).toBe(false)
    })
  }
})

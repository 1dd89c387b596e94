import { type Answering, type Authenticator, authenticator } from '../../outside/authenticator.ts'
import type { TestApp } from '../test-app.ts'
import { type DeskBrowser, deskBrowser, PASSWORD } from './in-browser.ts'

/** What a device is asked to make a passkey with, in a browser that is signed in. */
export async function askedToMake(browser: DeskBrowser, name = 'Phone', own = PASSWORD): Promise<string> {
  const asked = await browser.send('/staff/account/passkeys/new/', { name, own })
  const { options } = asked.view('console/passkeys/new')
  if (options === null) throw new Error(`${asked.status}: the device is asked nothing`)
  return options
}

/** Adds a passkey in a browser that is signed in: the device that has it. */
export async function addPasskeyIn(browser: DeskBrowser, name = 'Phone'): Promise<Authenticator> {
  const device = authenticator()
  const credential = device.make(await askedToMake(browser, name))
  const added = await browser.send('/staff/account/passkeys/', { credential })
  if (added.status !== 303) throw new Error(`${added.status}: the passkey is not added`)
  return device
}

/** What a browser is asked to have signed. */
export async function askedToSign(app: Pick<TestApp, 'call'>, browser: DeskBrowser): Promise<{ challenge: string }> {
  const cookie = browser.cookie()
  const headers = { accept: 'application/json', ...(cookie && { cookie }) }
  const begun = await app.call('POST //staff/sign-in/passkey/begin/', { headers })
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(begun.headers.getSetCookie()[0] ?? '') ?? []
  browser.cookies.set(name, value)
  return begun.json
}

/** Signs in with a device, in whichever browser. */
export async function signInWith(
  app: Pick<TestApp, 'call'>,
  device: Authenticator,
  { browser = deskBrowser(app), said = {} as Answering, fields = {} } = {},
) {
  const credential = device.answer(await askedToSign(app, browser), said)
  const answer = await browser.send('/staff/sign-in/passkey/', { credential, ...fields })
  return { browser, answer, credential }
}

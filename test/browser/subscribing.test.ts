import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { axe, PHONE, withPage } from '../support/browser/browser.ts'
import { furnish, openP1G, report } from '../support/browser/story.ts'
import { eventually } from '../support/eventually.ts'
import { type RunningServer, startServer } from '../support/process/server.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer()
  await furnish(server)
})

const WAYS: [string, boolean, string][] = [
  ['with JavaScript', true, 'alice@customer.example'],
  ['without JavaScript', false, 'bob@customer.example'],
]

describe.each(WAYS)('following a platform by e-mail %s', (_, javaScriptEnabled, address) => {
  const surfing = { ...PHONE, javaScriptEnabled }
  const title = `Calls fail, and ${address} hears of it`

  test('takes a form, and one click on the page that the mail leads to', async () => {
    await withPage(surfing, async (page) => {
      await askFor(page, address)
      await page.goto(await linkInMail(address, '/confirm/'))
      await page.getByRole('link', { name: 'Microsoft Teams' }).waitFor()
      if (javaScriptEnabled) expect(await axe(page)).toEqual([])
      await page.getByRole('button', { name: 'Yes, confirm' }).click()
      await page.getByRole('heading', { name: 'You are subscribed' }).waitFor()
      if (javaScriptEnabled) expect(await axe(page)).toEqual([])
    })
  })

  test('brings what happens there, with a link that ends it again', async () => {
    const id = await openP1G(server, title)
    const mail = await eventually(() => mailAbout(address, title))
    expect(mail.text).toContain('failing calls')
    expect(mail.text).toContain(`${server.url}/incidents/${id}/`)
    await withPage(surfing, async (page) => {
      await page.goto(await linkInMail(address, '/unsubscribe/'))
      if (javaScriptEnabled) expect(await axe(page)).toEqual([])
      await page.getByRole('button', { name: 'Yes, stop' }).click()
      await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor()
    })
    const received = (await server.mails(address)).length
    await report(server, id, { body: 'It is over.', phase: 'resolved' })
    await settled(id)
    expect(await server.mails(address)).toHaveLength(received)
  })

  test('can be changed on a page of its own', async () => {
    await withPage(surfing, async (page) => {
      await askFor(page, `changing-${address}`)
      await page.goto(await linkInMail(`changing-${address}`, '/confirm/'))
      await page.getByRole('button', { name: 'Yes, confirm' }).click()
      await page.getByRole('link', { name: 'Change or stop' }).click()
      if (javaScriptEnabled) expect(await axe(page)).toEqual([])
      await page.getByLabel('SIP trunking').check()
      await page.getByLabel('Microsoft Teams').uncheck()
      await page.getByLabel('Time zone').selectOption('Europe/Lisbon')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('Your choices are saved.').waitFor()
      await page.reload()
      expect(await page.getByLabel('SIP trunking').isChecked()).toBe(true)
      expect(await page.getByLabel('Microsoft Teams').isChecked()).toBe(false)
      expect(await page.getByLabel('Time zone').inputValue()).toBe('Europe/Lisbon')
    })
  })
})

test('opening the link of a mail, as scanners do, confirms nothing and ends nothing', async () => {
  const address = 'carol@customer.example'
  await withPage(PHONE, (page) => askFor(page, address))
  const link = await linkInMail(address, '/confirm/')
  for (const method of ['GET', 'HEAD']) await fetch(link, { method })
  const id = await openP1G(server, 'Not for Carol')
  await settled(id)
  expect(await mailAbout(address, 'Not for Carol')).toBeUndefined()
})

test('who goes back to their choices finds what is saved, and no box ticked by its place in a list that has changed', async () => {
  const address = 'dave@customer.example'
  await withPage(PHONE, async (page) => {
    await askFor(page, address)
    await page.goto(await linkInMail(address, '/confirm/'))
    await page.getByRole('button', { name: 'Yes, confirm' }).click()
    await page.getByRole('link', { name: 'Change or stop' }).click()
    const ticked = () =>
      page.locator('input[name=follow]:checked').evaluateAll((boxes) => boxes.map((box) => box.getAttribute('value')))
    const saved = await ticked()
    await page.getByLabel('SIP trunking').check()
    await page.goto(server.url)
    await openP1G(server, 'Opened meanwhile')
    await page.goBack()
    await page.getByLabel('Opened meanwhile').waitFor()
    expect(await ticked()).toEqual(saved)
  })
})

async function askFor(page: Page, address: string): Promise<void> {
  await page.goto(`${server.url}/subscribe/`)
  await page.getByLabel('Everything').uncheck()
  await page.getByRole('checkbox', { name: 'Microsoft Teams', exact: true }).check()
  await page.getByLabel('E-mail address').fill(address)
  await page.getByRole('button', { name: 'Subscribe by e-mail' }).click()
  await page.getByRole('heading', { name: 'Now look into your mailbox' }).waitFor()
}

/** The newest link of this kind in the mails to an address. */
function linkInMail(address: string, path: string): Promise<string> {
  return eventually(async () => {
    const texts = (await server.mails(address)).map(({ text }) => text ?? '')
    return texts.flatMap((text) => text.match(/https?:\/\/[^\s<>]+/g) ?? []).findLast((link) => link.includes(path))
  })
}

async function mailAbout(address: string, title: string) {
  return (await server.mails(address)).find(({ subject, text }) => `${subject} ${text}`.includes(title))
}

/** Waits until everyone who was to hear of the incident has. */
async function settled(id: string): Promise<void> {
  await eventually(async () => {
    const { body } = await server.send('agent', 'GET', `/incidents/${id}/deliveries`, undefined)
    return /"(queued|sending)":[1-9]/.test(JSON.stringify(body)) ? undefined : body
  })
}

describe.each(WAYS)('whoever reads of an incident on a phone, %s,', (_, javaScriptEnabled, address) => {
  test('follows it by e-mail in three steps, is told what will come, and how to change that', async () => {
    const title = `Calls fail, as ${address} reads`
    const id = await openP1G(server, title)
    await withPage({ ...PHONE, javaScriptEnabled }, async (page) => {
      await page.goto(`${server.url}/incidents/${id}/`)
      const box = page.locator('.follow')
      await box.getByText(/^Each update, the next by .*, until this incident is over/).waitFor()
      await box.getByLabel('E-mail address', { exact: true }).fill(`one-${address}`)
      await box.getByRole('button', { name: 'Subscribe by e-mail' }).click()
      await page.getByRole('heading', { name: 'Now look into your mailbox' }).waitFor()
      await page.getByText(`one-${address}`).waitFor()
      await page.getByText('each message has a link to change or stop').waitFor()
      // With a script it is said in place.
      expect(new URL(page.url()).pathname.startsWith('/incidents/')).toBe(javaScriptEnabled)
      if (javaScriptEnabled) expect(await axe(page)).toEqual([])
    })
    expect(await linkInMail(`one-${address}`, '/confirm/')).toContain('/confirm/')
  })

  test('finds every other way behind one fold, with this incident chosen', async () => {
    const id = await openP1G(server, `Calls fail, and the room of ${address} hears of it`)
    await withPage({ ...PHONE, javaScriptEnabled }, async (page) => {
      await page.goto(`${server.url}/incidents/${id}/`)
      const box = page.locator('.follow')
      await box.getByText('Other ways').click()
      expect(await box.getByRole('link', { name: 'This incident: RSS' }).isVisible()).toBe(true)
      expect(await box.getByLabel('Where to').locator('option').allInnerTexts()).toHaveLength(4)
      await box.getByLabel('Where to').selectOption({ label: 'Webhook' })
      await box.getByLabel('Webhook URL').fill('https://rooms.customer.example/hook')
      await box.getByLabel('Owner’s e-mail').fill(`room-${address}`)
      await box.getByRole('button', { name: 'Connect it' }).click()
      await page.getByText(`room-${address}`).waitFor()
      await page.getByText('the link to change or stop is in a mail to the owner').waitFor()
    })
  })
})

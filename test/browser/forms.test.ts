import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { axe, withPage } from '../support/browser/browser.ts'
import { furnish, openP1G } from '../support/browser/story.ts'
import { eventually } from '../support/eventually.ts'
import { type RunningServer, startServer } from '../support/process/server.ts'

/** The narrowest there is. */
const NARROW = { viewport: { width: 320, height: 640 }, timezoneId: 'Europe/Lisbon' }
const TITLE = 'Calls to Teams fail'

let server: RunningServer
let incident: string
beforeAll(async () => {
  server = await startServer()
  await furnish(server)
  incident = `/incidents/${await openP1G(server, TITLE)}/`
})

/** What the page says is wrong, and where one who uses the keyboard stands. */
async function faults(page: Page) {
  const focused = page.locator(':focus')
  const described = (await focused.getAttribute('aria-describedby'))?.split(' ')[0]
  return {
    title: (await page.title()).split(' · ')[0],
    summary: await page.getByRole('alert').getByRole('listitem').allInnerTexts(),
    focused: await focused.getAttribute('name'),
    invalid: await focused.getAttribute('aria-invalid'),
    says: described && (await page.locator(`#${described}`).textContent())?.trim(),
  }
}

async function untick(page: Page) {
  const ticked = page.locator('[type=checkbox]:checked')
  while ((await ticked.count()) > 0) await ticked.first().press('Space')
}

async function fits(page: Page) {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('a form on a narrow phone, by keyboard alone, %s', (_, javaScriptEnabled) => {
  const surfing = { ...NARROW, javaScriptEnabled }
  const audit = async (page: Page) => {
    await fits(page)
    if (javaScriptEnabled) expect(await axe(page)).toEqual([])
  }

  test('sent from an incident with a slip follows that incident and nothing else once it is put right', async () => {
    const address = `ana-${javaScriptEnabled}@customer.example`
    await withPage(surfing, async (page) => {
      await page.goto(server.url + incident)
      await page.getByLabel('E-mail address').fill('ana@customer')
      await page.keyboard.press('Enter')
      await page.getByRole('alert').waitFor()
      const slip = 'This e-mail address cannot be right. Enter one such as anna@example.org.'
      expect(await faults(page)).toEqual({
        ...{ title: javaScriptEnabled ? `Investigating: ${TITLE}` : 'Error: Get updates', summary: [slip] },
        ...{ focused: 'email', invalid: 'true', says: slip },
      })
      if (!javaScriptEnabled) {
        expect(await page.getByLabel(TITLE).isChecked()).toBe(true)
        expect(await page.getByLabel('Everything').isChecked()).toBe(false)
        expect(await page.getByLabel('Planned maintenance').isChecked()).toBe(false)
      }
      await audit(page)
      // The focus is where the slip is.
      await page.locator(':focus').fill(address)
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Now look into your mailbox' }).waitFor()
      const main = page.locator('main')
      for (const text of [address, TITLE, 'spam or junk', '24 hours', 'Next update by'])
        expect(await main.textContent()).toContain(text)
      await audit(page)
      if (javaScriptEnabled) return
      const before = page.url()
      await page.reload()
      expect(page.url()).toBe(before)
      expect(await page.locator('main').textContent()).toContain(address)
    })
    const mails = await eventually(async () => {
      const found = await server.mails(address)
      return found.length > 0 ? found : undefined
    })
    expect(mails).toHaveLength(1)
    await withPage(surfing, async (page) => {
      await page.goto(/https?:\/\/\S+\/confirm\/\S+/.exec(mails[0]?.text ?? '')?.[0] ?? '')
      await page.getByRole('button', { name: 'Yes, confirm' }).press('Enter')
      await page.getByRole('heading', { name: 'You are subscribed' }).waitFor()
      await audit(page)
      expect(await page.locator('main').textContent()).toContain('Next update by')
      await page.reload()
      await page.getByRole('heading', { name: 'You are subscribed' }).waitFor()
      await page.getByRole('link', { name: TITLE }).first().press('Enter')
      await page.waitForURL(server.url + incident)
      await page.goBack()
      await page.getByRole('link', { name: 'Change or stop' }).press('Enter')
      expect(await page.getByLabel('Time zone').inputValue()).toBe(javaScriptEnabled ? 'Europe/Lisbon' : '')
      await audit(page)
      await changeToNothing(page)
      await audit(page)
    })
  })

  /** Unticking everything asks back; the address goes on being told. */
  async function changeToNothing(page: Page) {
    await untick(page)
    await page.getByLabel('Time zone').selectOption('Asia/Tokyo')
    await page.getByRole('button', { name: 'Save' }).press('Enter')
    await page.getByRole('alert').waitFor()
    const nothing = 'Choose at least one thing to follow. To hear nothing more at all, use “Stop everything” below.'
    const kinds = 'Choose what to hear of: incidents, planned maintenance, or both.'
    expect(await faults(page)).toEqual({
      ...{ title: 'Error: Your subscription', summary: [nothing, kinds] },
      ...{ focused: 'follow', invalid: 'true', says: nothing },
    })
    expect(await page.getByLabel('Time zone').inputValue()).toBe('Asia/Tokyo')
    await page.getByLabel('SIP trunking').press('Space')
    await page.getByLabel('Incidents', { exact: true }).press('Space')
    await page.getByRole('button', { name: 'Save' }).press('Enter')
    await page.getByText('Your choices are saved.').waitFor()
    await page.reload()
    expect(await page.getByLabel('SIP trunking').isChecked()).toBe(true)
    expect(await page.getByLabel('Time zone').inputValue()).toBe('Asia/Tokyo')
  }

  test('that asks for nothing names every fault, each with the way to it', async () => {
    await withPage(surfing, async (page) => {
      await page.goto(`${server.url}/subscribe/`)
      // As a browser does that checks nothing before it sends.
      await page.getByLabel('E-mail address').fill('ana@customer')
      await untick(page)
      await page.getByLabel('E-mail address').press('Enter')
      await page.getByRole('alert').waitFor()
      const { summary, focused } = await faults(page)
      expect([summary.length, focused]).toEqual([3, 'scope'])
      await page.getByRole('alert').getByRole('link').last().press('Enter')
      expect((await faults(page)).focused).toBe('email')
      await audit(page)
    })
  })
})

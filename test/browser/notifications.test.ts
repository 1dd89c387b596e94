import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DESKTOP, withPage } from '../support/browser/browser.ts'
import { deliverPush, standInForPush } from '../support/browser/push-browser.ts'
import { furnish, openP1G, report } from '../support/browser/story.ts'
import { eventually } from '../support/eventually.ts'
import { type Browser, type PushService, startPushService } from '../support/outside/index.ts'
import { type RunningServer, startServer } from '../support/process/server.ts'

let server: RunningServer
let push: PushService
beforeAll(async () => {
  push = await startPushService()
  server = await startServer({ env: { PUSH_EXTRA_ORIGINS: push.url } })
  await furnish(server)
})
afterAll(() => push.close())

test('a click brings every update as a notification, one per incident, the next in place of the last', async () => {
  const browser = push.subscribe()
  await withPage(DESKTOP, async (page) => {
    await followEverything(page, browser)
    const id = await openP1G(server, 'Calls to Teams fail')
    const [first] = await deliverPush(page, await message(browser, 1))
    expect(first?.title).toContain('Calls to Teams fail')
    expect(first?.data.navigate).toBe(`${server.url}/incidents/${id}/`)

    await report(server, id, { body: 'We found the cause.', phase: 'identified' })
    const afterwards = await deliverPush(page, await message(browser, 2))
    expect(afterwards).toHaveLength(1)
    expect(afterwards[0]).toMatchObject({ tag: first?.tag, data: first?.data })
    expect(`${afterwards[0]?.title} ${afterwards[0]?.body}`).toContain('We found the cause.')

    const other = await openP1G(server, 'Trunks are down')
    const both = await deliverPush(page, await message(browser, 3))
    const pages = [id, other].map((one) => `${server.url}/incidents/${one}/`)
    expect(both.map(({ data }) => data.navigate).sort()).toEqual(pages.sort())
  })
})

test('a message that cannot be read still shows something, and leads nowhere else', async () => {
  await withPage(DESKTOP, async (page) => {
    await followEverything(page, push.subscribe())
    const [shown] = await deliverPush(page, { notification: { title: 42, navigate: 'https://elsewhere.example/' } })
    expect(shown).toMatchObject({ title: 'Service status', data: { navigate: `${server.url}/` } })
    const strange = { notification: { title: 'x', tag: 'y', navigate: 'https://elsewhere.example/' } }
    const both = await deliverPush(page, strange)
    expect(both.find(({ tag }) => tag === 'y')?.data.navigate).toBe(`${server.url}/`)
  })
})

test('nobody is asked for permission before they click', async () => {
  await withPage(DESKTOP, async (page) => {
    await standInForPush(page, push.subscribe())
    await page.goto(`${server.url}/subscribe/`)
    expect(await page.evaluate(() => Notification.permission)).toBe('default')
    expect(page.context().serviceWorkers()).toEqual([])
  })
})

test('a browser that was told to stop hears nothing more', async () => {
  const browser = push.subscribe()
  await withPage(DESKTOP, async (page) => {
    await followEverything(page, browser)
    await page.getByRole('link', { name: 'Change or stop' }).click()
    await page.getByRole('button', { name: 'Stop everything' }).click()
    await page.waitForLoadState()
  })
  const witness = push.subscribe()
  await withPage(DESKTOP, (page) => followEverything(page, witness))
  await openP1G(server, 'Not for that browser')
  await message(witness, 1)
  expect(browser.messages()).toEqual([])
})

async function followEverything(page: Page, browser: Browser): Promise<void> {
  await standInForPush(page, browser)
  await page.goto(`${server.url}/subscribe/`)
  await page.getByRole('button', { name: 'Notify me in this browser' }).click()
  await page.getByText('This browser will notify you.').waitFor()
}

/** The nth message that the push service got for a browser. */
function message(browser: Browser, count: number): Promise<unknown> {
  return eventually(() => browser.messages()[count - 1])
}

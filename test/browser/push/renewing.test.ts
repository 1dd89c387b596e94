import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DESKTOP, ignoringAborted, withPage } from '../../support/browser/browser.ts'
import { standInForPush, standInForRenewal } from '../../support/browser/push-browser.ts'
import { startPushService } from '../../support/outside/index.ts'
import { render } from '../../support/site/pages.ts'
import { home, incident, NOW, pageContext, site as provider } from '../../support/site/samples.ts'
import { type Host, host, nowJson } from '../../support/site/serve.ts'

const OTHER = provider.pushKey.replace('BOPd', 'BAAA')
const LOST = 'This browser is not notified at the moment'
const GONE = 'This browser is not notified any more'

let site: Host
beforeEach(async () => {
  site = await host({
    '/now.json': nowJson(41, NOW),
    '/': await homeUnder(provider.pushKey),
    '/incident/': await render(pageContext(incident, '/incident/')),
  })
})
afterEach(() => site.close())

const homeUnder = (pushKey: string) => render({ ...pageContext(home), site: { ...provider, pushKey } })
const moves = () => site.calls.filter(({ method }) => method === 'PATCH')

/** A browser that follows an incident under the key of the installation. */
async function follower(use: (page: Page) => Promise<void>): Promise<void> {
  const push = await startPushService()
  await withPage(DESKTOP, async (page) => {
    const browser = push.subscribe()
    await standInForPush(page, browser)
    await page.goto(`${site.url}/incident/`)
    await page.getByRole('button', { name: 'Notify me in this browser' }).click()
    await page.getByText('This browser will notify you.').waitFor()
    await standInForRenewal(page, browser, provider.pushKey)
    await use(page)
  }).catch(ignoringAborted)
  await push.close()
}

test('after a change of the key any page moves what is followed to a new subscription, once', async () => {
  await follower(async (page) => {
    site.pages['/'] = await homeUnder(OTHER)
    await page.goto(site.url)
    await expect.poll(() => moves().length).toBe(1)
    const [move] = moves()
    expect(move?.path).toBe('/api/v1/subscriptions/sub1.token')
    expect(move?.body).toMatchObject({ subscription: { endpoint: expect.stringMatching(/-2$/) } })
    // The worker renews under the new key from now on.
    await expect.poll(() => page.evaluate(async () => (await caches.match('/push-key'))?.text())).toBe(OTHER)
    await Promise.all([page.waitForResponse('**/now.json'), page.reload()])
    expect(moves()).toHaveLength(1)
    expect(await page.locator('#unheard').isVisible()).toBe(false)
  })
})

test('what could not be renewed is said, and tried again on the next visit', async () => {
  await follower(async (page) => {
    site.pages['/'] = await homeUnder(OTHER)
    site.refuses = 503
    await page.goto(site.url)
    await page.getByText(LOST).waitFor()
    site.refuses = null
    await page.reload()
    await expect.poll(() => moves().length).toBe(2)
    expect(await page.locator('#unheard').isVisible()).toBe(false)
  })
})

test('where the installation does not know any more what was followed, the way to choose anew is shown', async () => {
  await follower(async (page) => {
    site.pages['/'] = await homeUnder(OTHER)
    site.refuses = 404
    await page.goto(site.url)
    await page.getByText(GONE).waitFor()
    const again = page.getByRole('link', { name: 'Choose anew what to follow' })
    expect(await again.getAttribute('href')).toBe('/subscribe/')
    expect(await page.evaluate(async () => (await caches.match('/push-token')) === undefined)).toBe(true)
  })
})

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { PHONE, withPage } from '../../support/browser/browser.ts'
import { render } from '../../support/site/pages.ts'
import { home, pageContext } from '../../support/site/samples.ts'
import { host } from '../../support/site/serve.ts'

/** A phone of the middle class on slow 4G. */
async function slow(page: Page): Promise<void> {
  const tools = await page.context().newCDPSession(page)
  await tools.send('Network.enable')
  const network = { latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }
  await tools.send('Network.emulateNetworkConditions', { offline: false, ...network })
  await tools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
}

/** How far what was shown has moved, and when the largest of it was there. */
function shown(page: Page): Promise<{ moved: number; largest: number }> {
  return page.evaluate(async () => {
    const entries = (type: string) =>
      new Promise<PerformanceEntry[]>((done) => {
        new PerformanceObserver((list) => done(list.getEntries())).observe({ type, buffered: true })
        setTimeout(() => done([]), 500)
      })
    const shifts = await entries('layout-shift')
    const largest = await entries('largest-contentful-paint')
    const moved = shifts.reduce((sum, shift) => sum + Number(Reflect.get(shift, 'value')), 0)
    return { moved, largest: largest.at(-1)?.startTime ?? 0 }
  })
}

test('the type face moves nothing that is shown, comes however late, and is there at the next visit', async () => {
  // Without its script, which moves things for reasons of its own: it is the face that is looked at.
  const html = (await render(pageContext(home))).replace(/<script[\s\S]*?<\/script>/g, '')
  const site = await host({ '/': html })
  await withPage(PHONE, async (page) => {
    await slow(page)
    let held = () => {}
    await page.route('**/*.woff2', async (route) => {
      await new Promise<void>((go) => {
        held = go
      })
      await route.continue()
    })
    await page.goto(`${site.url}/`, { waitUntil: 'commit' })
    await page.waitForSelector('footer')
    const first = await shown(page)
    held()
    await page.waitForLoadState('load')
    expect(first.largest).toBeGreaterThan(0)
    expect((await shown(page)).moved).toBeLessThanOrEqual(0.02)
  })
  await withPage(PHONE, async (page) => {
    await page.goto(`${site.url}/`)
    await page.reload()
    const { moved } = await shown(page)
    expect(moved).toBeLessThanOrEqual(0.02)
    expect(await page.evaluate(() => document.fonts.check('700 20px Sign'))).toBe(true)
  })
  await site.close()
})

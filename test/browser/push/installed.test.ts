import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { manifest } from '../../../server/publish/documents/manifest.ts'
import type { View } from '../../../src/views.ts'
import { axe, PHONE, withPage } from '../../support/browser/browser.ts'
import { installed } from '../../support/browser/push-browser.ts'
import { render } from '../../support/site/pages.ts'
import { home, incident, NOW, pageContext, site as provider, views } from '../../support/site/samples.ts'
import { type Host, host, nowJson } from '../../support/site/serve.ts'

let site: Host
beforeEach(async () => {
  site = await host({
    '/now.json': nowJson(41, NOW),
    '/': await render(pageContext(home)),
    '/incident/': await render(pageContext(incident, '/incident/')),
    '/subscribe/': await render(pageContext(views['/subscribe/'] as View, '/subscribe/')),
  })
})
afterEach(() => site.close())

/** Safari on an iPhone, whose pages get push once they are on the Home Screen. */
async function iPhone(page: Page, standalone: boolean): Promise<void> {
  await page.addInitScript((isInstalled) => {
    Object.defineProperty(navigator, 'standalone', { value: isInstalled })
    Object.defineProperty(Notification, 'permission', { get: () => 'default' })
    if (!isInstalled) Reflect.deleteProperty(window, 'PushManager')
  }, standalone)
}

describe('on an iPhone', () => {
  test('the browser says in steps how the page comes to the Home Screen, and offers no button that cannot work', async () => {
    await withPage(PHONE, async (page) => {
      await iPhone(page, false)
      await page.goto(`${site.url}/incident/`)
      const steps = page.locator('.install li')
      await steps.first().waitFor()
      expect(await steps.allInnerTexts()).toEqual([
        expect.stringContaining('Share'),
        expect.stringContaining('Add to Home Screen'),
        expect.stringContaining('Open the page from the Home Screen'),
      ])
      expect(await page.getByRole('button', { name: 'Notify me in this browser' }).count()).toBe(0)
      expect(await axe(page)).toEqual([])
    })
  })

  test('the page to subscribe says it once, in steps', async () => {
    await withPage(PHONE, async (page) => {
      await iPhone(page, false)
      await page.goto(`${site.url}/subscribe/`)
      await page.locator('.install li').first().waitFor()
      expect(
        await page
          .getByText(/Home Screen[.:]$/)
          .filter({ visible: true })
          .allInnerTexts(),
      ).toEqual(['To be notified on this device, put the page on its Home Screen:'])
    })
  })

  test('the installed page offers the button, and says nothing of installing', async () => {
    await withPage(PHONE, async (page) => {
      await iPhone(page, true)
      await page.goto(`${site.url}/incident/`)
      await page.getByRole('button', { name: 'Notify me in this browser' }).waitFor()
      expect(await page.locator('.install').isVisible()).toBe(false)
    })
  })

  test('one that is too old for push is not told to install what is installed', async () => {
    await withPage(PHONE, async (page) => {
      await iPhone(page, true)
      await page.addInitScript(() => Reflect.deleteProperty(window, 'PushManager'))
      await page.goto(`${site.url}/incident/`)
      await page.getByText('This browser cannot show notifications.').waitFor()
      expect(await page.locator('.install').isVisible()).toBe(false)
    })
  })
})

test('other browsers are told nothing of a Home Screen', async () => {
  await withPage(PHONE, async (page) => {
    await page.addInitScript(() => Object.defineProperty(Notification, 'permission', { get: () => 'default' }))
    await page.goto(`${site.url}/incident/`)
    await page.getByRole('button', { name: 'Notify me in this browser' }).waitFor()
    expect(await page.locator('.install').isVisible()).toBe(false)
    expect(await page.locator('#back').isVisible()).toBe(false)
  })
})

test.each([true, false])(
  'elsewhere the page to subscribe says it in one whole sentence, with JavaScript: %s',
  async (javaScriptEnabled) => {
    await withPage({ ...PHONE, javaScriptEnabled }, async (page) => {
      await page.goto(`${site.url}/subscribe/`)
      expect(await page.getByText('Home Screen').filter({ visible: true }).allInnerTexts()).toEqual([
        expect.stringMatching(/^On iPhone .* Home Screen\.$/),
      ])
    })
  },
)

test('the installed page has a way back, and gives feeds to a browser, which has one of its own', async () => {
  await withPage(PHONE, async (page) => {
    await installed(page)
    await page.goto(site.url)
    expect(await page.locator('#back').isVisible()).toBe(false)
    await page.goto(`${site.url}/incident/`)
    const feeds = page.locator('a[href$=".rss"]')
    expect(await feeds.first().getAttribute('target')).toBe('_blank')
    expect(await page.locator('nav a[href$="/"][target]').count()).toBe(0)
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Back' }).click()
    await page.waitForURL(`${site.url}/`)
  })
})

test('the page names itself for the Home Screen, and its colours are those of the manifest', async () => {
  const made = (await manifest({ site: provider } as never)) as Record<string, string>
  expect(made).toMatchObject({ id: '/', start_url: '/', scope: '/', display: 'standalone', lang: 'en' })
  const page = await render(pageContext(home))
  expect(page).toContain(`<meta name="apple-mobile-web-app-title" content="${made.short_name}">`)
  expect(page).toContain(`<meta name="theme-color" content="${made.theme_color}"`)
  expect(page).toContain('<link rel="apple-touch-icon" href="/apple-touch-icon.png">')
  expect(page).toContain('viewport-fit=cover')
})

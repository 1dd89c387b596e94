import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { axe, DESKTOP, ignoringAborted, withPage } from '../../support/browser/browser.ts'
import { installed } from '../../support/browser/push-browser.ts'
import { eventually } from '../../support/eventually.ts'
import { render } from '../../support/site/pages.ts'
import { home, incident, NOW, pageContext, views } from '../../support/site/samples.ts'
import { type Host, host, nowJson } from '../../support/site/serve.ts'

const INCIDENT = `/incidents/${incident.incident.id}/`
const PRIVATE = [
  '/manage/sub1.token/',
  '/confirm/sub1.token/',
  '/unsubscribe/sub1.token/',
  '/owed/link/',
  '/organisations/link/',
  '/contacts/link/',
  '/staff/',
]

let site: Host
beforeEach(async () => {
  const page = await render(pageContext(home))
  site = await host({
    '/now.json': nowJson(41, Date.now()),
    '/': page,
    [INCIDENT]: await render(pageContext(incident, INCIDENT)),
    '/subscribe/': await render(pageContext(views['/subscribe/'] ?? home, '/subscribe/')),
    // As if they could say how old they are: the address alone decides.
    ...Object.fromEntries(PRIVATE.map((path) => [path, page])),
  })
})
afterEach(() => site.close())

/** Opens pages one after the other in the page on the Home Screen, whose worker is there from the first on. */
async function visit(paths: readonly string[], use: (page: Page) => Promise<void>): Promise<void> {
  await withPage(DESKTOP, async (page) => {
    await installed(page)
    await page.goto(site.url)
    await page.evaluate(() => navigator.serviceWorker.ready)
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await eventually(async () => ((await kept(page)).includes('/') ? true : undefined))
    for (const path of paths) await page.goto(site.url + path)
    await use(page)
  }).catch(ignoringAborted)
}

/** The paths of the pages that the worker has kept. */
function kept(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const pages = await (await caches.open('signalpost-pages')).keys()
    return pages.map(({ url }) => new URL(url).pathname)
  })
}

describe('without a connection', () => {
  test('a page that was opened is shown as it was, says as of when, and what it shows once it is reached again', async () => {
    await visit([INCIDENT], async (page) => {
      await eventually(async () => ((await kept(page)).includes(INCIDENT) ? true : undefined))
      await page.context().setOffline(true)
      await page.reload()
      await page.getByText(/^As of \d\d:\d\d \(your time\)\. You are offline/).waitFor()
      await page.getByRole('heading', { name: incident.incident.title }).waitFor()
      expect(await axe(page)).toEqual([])

      site.pages[INCIDENT] = await render({
        ...pageContext({ ...incident, incident: { ...incident.incident, title: 'It is over' } }, INCIDENT),
        madeAt: NOW + 1,
      })
      await page.context().setOffline(false)
      await page.getByRole('heading', { name: 'It is over' }).waitFor()
      await page.getByText('The page can be reached again, and is up to date.').waitFor()
      expect(await page.locator('#stale').isVisible()).toBe(false)
    })
  })

  test('a page that was never opened leads to the home page as it was', async () => {
    await visit([], async (page) => {
      await page.context().setOffline(true)
      await page.goto(site.url + INCIDENT)
      await page.getByText('You are offline, or this page cannot be reached').waitFor()
      expect(new URL(page.url()).pathname).toBe('/')
    })
  })

  test('in another language it leads to the home page in that language, though only a page below that was opened', async () => {
    const inPortuguese = (of: typeof home | typeof incident, path: string) => {
      const context = pageContext(of, path)
      return render({ ...context, site: { ...context.site, locale: 'pt' } })
    }
    site.pages['/pt/'] = await inPortuguese(home, '/')
    site.pages[`/pt${INCIDENT}`] = await inPortuguese(incident, INCIDENT)
    await withPage(DESKTOP, async (page) => {
      await installed(page)
      await page.goto(`${site.url}/pt${INCIDENT}`)
      await eventually(async () => ((await kept(page)).includes('/pt/') ? true : undefined))
      await page.context().setOffline(true)
      await page.goto(`${site.url}/pt/history/`)
      expect(new URL(page.url()).pathname).toBe('/pt/')
    }).catch(ignoringAborted)
  })

  test('the last pages that were opened are kept, the home page always, and no more than ten', async () => {
    const paths = Array.from({ length: 12 }, (_, index) => `/incidents/${index}/`)
    for (const path of paths) site.pages[path] = await render(pageContext(incident, path))
    await visit(paths, async (page) => {
      await eventually(async () => ((await kept(page)).includes('/incidents/11/') ? true : undefined))
      await expect.poll(async () => (await kept(page)).length).toBe(10)
      expect((await kept(page)).toSorted()).toEqual(['/', ...paths.slice(3)].toSorted())
    })
  })
})

describe('while the network answers', () => {
  test('its answer is what is shown, also where that is an error, which is never kept', async () => {
    await visit([INCIDENT], async (page) => {
      await eventually(async () => ((await kept(page)).includes(INCIDENT) ? true : undefined))
      site.pages[INCIDENT] = await render(
        pageContext({ ...incident, incident: { ...incident.incident, title: 'New' } }),
      )
      await page.reload()
      await page.getByRole('heading', { name: 'New' }).waitFor()
      expect(await page.locator('#stale').isVisible()).toBe(false)
      delete site.pages[INCIDENT]
      expect((await page.goto(site.url + INCIDENT))?.status()).toBe(404)
      await page.goto(`${site.url}/incidents/unknown/`)
      expect((await kept(page)).includes('/incidents/unknown/')).toBe(false)
    })
  })

  test('what is personal is never kept, nor what was asked for with a query', async () => {
    await visit([...PRIVATE, '/subscribe/'], async (page) => {
      site.pages[`${INCIDENT}?from=mail`] = await render(pageContext(incident, INCIDENT))
      await page.goto(`${site.url}${INCIDENT}?from=mail`)
      await eventually(async () => ((await kept(page)).includes('/subscribe/') ? true : undefined))
      expect((await kept(page)).toSorted()).toEqual(['/', '/subscribe/'])
    })
  })
})

test('who only reads gets no worker', async () => {
  await withPage(DESKTOP, async (page) => {
    await Promise.all([page.waitForResponse('**/now.json'), page.goto(site.url)])
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
  })
})

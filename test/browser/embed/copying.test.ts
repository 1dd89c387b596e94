import { afterEach, expect, test } from 'vitest'
import { programmeCode } from '../../../server/publish/embed/programme.ts'
import { withPage } from '../../support/browser/browser.ts'
import { closeServers, listen } from '../../support/browser/other-site.ts'
import { render } from '../../support/site/pages.ts'
import { pageContext, site, views } from '../../support/site/samples.ts'
import { type Host, host } from '../../support/site/serve.ts'

closeServers()
let open: Host | undefined
afterEach(() => open?.close())

test('code for other sites is copied by a button that says which, and can be selected without', async () => {
  const embed = views['/embed/']
  if (embed?.kind !== 'embed') throw new Error('no sample')
  const picture = '<svg xmlns="http://www.w3.org/2000/svg"/>'
  const badges = Object.fromEntries(embed.badges.map(({ badge }) => [badge, picture]))
  open = await host({ '/embed/': await render(pageContext(embed, '/embed/')), ...badges })
  const { url } = open
  await withPage({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    await page.goto(`${url}/embed/`)
    await page.getByRole('button', { name: 'Copy: For every page, wherever it is' }).click()
    await page.getByText('Copied: For every page').waitFor({ state: 'attached' })
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `<script src="${site.url}/embed/banner.js" async></script>`,
    )
  })
  await withPage({ javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/embed/`)
    expect(await page.locator('figure button').count()).toBe(0)
    expect(await page.locator('figure code').first().textContent()).toContain('<img src=')
  })
})

test("a programme's code lists its next windows in a portal, and links the calendar", async () => {
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
  const one = (title: string, hours: number, state = 'announced') => {
    return { title, state, url: 'https://status.example.com/', startsAt: at(hours), endsAt: at(hours + 1) }
  }
  const occurrences = [one('Over', -5), one('Off', 5, 'cancelled'), one('<b>Next</b>', 9)]
  const status = await listen((_, response) =>
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end(JSON.stringify({ occurrences })),
  )
  const code = programmeCode({ ...site, url: status }, { id: 'connect', title: 'Connect <releases>' })
  const portal = await listen((_, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(`<!doctype html><link rel="icon" href="data:,">${code}`),
  )
  await withPage({}, async (page) => {
    await page.goto(portal)
    await page.getByRole('listitem').waitFor()
    expect(await page.getByRole('listitem').allTextContents()).toEqual([expect.stringMatching(/^<b>Next<\/b>: /)])
    expect(await page.getByRole('link', { name: 'Connect <releases>' }).getAttribute('href')).toBe(
      `${status}/programmes/connect/calendar.ics`,
    )
  })
})

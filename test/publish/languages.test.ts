import { expect, test } from 'vitest'
import { NORTHLINE } from '../../db/seed/northline.ts'
import { loadDemo } from '../../server/actions/demo/load-demo.ts'
import { LOCALES } from '../../src/i18n/index.ts'
import { actionContext } from '../support/app/actions.ts'
import { manualClock } from '../support/clock.ts'
import { sqliteInMemory } from '../support/database.ts'
import { ADA } from '../support/people.ts'
import { closeTestPublishers, testPublisher } from '../support/publish/publisher.ts'
import { SITE } from '../support/publish/site.ts'
import { accepted } from '../support/result.ts'

closeTestPublishers()

/** What a page leads to, as it stands in it. */
const linksIn = (html: string) => [...html.matchAll(/ href="(\/[^"#]*)/g)].map(([, href = '']) => href)

/** The menu of languages, which leads out of its own on purpose. */
const withoutMenu = (html: string) =>
  html.replace(/<nav class="languages".*?<\/nav>/s, '').replace(/<link rel="alternate" hreflang[^>]*>/g, '')

/** What there is once for all languages. */
const SHARED = /^\/(?:_astro\/|favicon|apple-touch-icon|programmes\/[\w-]+\.json)/

test('every page, feed and calendar exists in each language, and leads to others in its own', async () => {
  const { db, close } = await sqliteInMemory()
  accepted(await loadDemo(actionContext(db, ADA), NORTHLINE))
  const site = { ...SITE, languages: LOCALES }
  const { publisher, files, file } = await testPublisher(db, { clock: manualClock(), site: async () => site })
  await publisher.settled()
  const all = files()
  const first = all.filter((name) => !/^(pt|es)\//.test(name) && /\.(html|rss|atom|ics)$/.test(name))
  expect(first.length).toBeGreaterThan(50)
  for (const language of ['pt', 'es']) {
    expect(all.filter((name) => name.startsWith(`${language}/`))).toEqual(
      expect.arrayContaining(first.map((name) => `${language}/${name}`)),
    )
    for (const name of first.filter((each) => each.endsWith('.html'))) {
      const html = file(`${language}/${name}`) ?? ''
      const strays = linksIn(withoutMenu(html)).filter(
        (href) => !href.startsWith(`/${language}/`) && !SHARED.test(href),
      )
      expect(strays, `${language}/${name}`).toEqual([])
      // Whatever it leads to is there.
      const missing = linksIn(html).filter((href) => {
        const path = href.slice(1).replace(/\?.*/, '')
        return !SHARED.test(href) && file(path.endsWith('/') || path === '' ? `${path}index.html` : path) === null
      })
      expect(missing, `${language}/${name}`).toEqual([])
    }
  }
  await publisher.close()
  await close()
})

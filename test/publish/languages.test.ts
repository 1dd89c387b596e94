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
  const site = { ...SITE, demo: true, languages: LOCALES }
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
  const spanish = (kind: RegExp) =>
    all.filter((name) => name.startsWith('es/') && kind.test(name)).map((name) => file(name) ?? '')
  const [pages, feeds, calendars] = [/\.html$/, /\.(rss|atom)$/, /\.ics$/].map((kind) => spanish(kind).join('\n')) as [
    string,
    string,
    string,
  ]
  // What staff and the operator wrote in English says so, wherever it stands.
  const said = (text: string, what: RegExp) => [...new Set([...text.matchAll(what)].map(([whole]) => whole))]
  const reasons = [...said(pages, /Motivo: .*?<\/p>/gs), ...said(feeds, /Motivo: .*?(?=<\/p>|&lt;\/p>)/gs)]
  expect(reasons.length).toBeGreaterThan(1)
  expect(reasons.filter((reason) => !reason.includes('(en inglés)'))).toEqual([])
  const short = said(pages, /con poca antelación<\/dt>.*?<\/dd>/gs)
  expect(short.length).toBeGreaterThan(0)
  expect(short.filter((reason) => !reason.includes('(en inglés)'))).toEqual([])
  const support = file('es/support/index.html') ?? ''
  expect(said(support, /<b><bdi lang="en">Support manager, cloud.*?<\/b>/g)).toEqual([
    '<b><bdi lang="en">Support manager, cloud</bdi> (en inglés)</b>',
  ])
  expect(said(support, /<bdi>(Oficina|Móvil|Office|Mobile)</g).sort()).toEqual(['<bdi>Móvil<', '<bdi>Oficina<'])
  // A feed's times are in its own language.
  expect(said(feeds, /<small><var data-var='date'>[\d ]{2}<\/var> (oct|nov), /g).length).toBeGreaterThan(0)
  expect(said(feeds, /<small>[A-Z][a-z]{2} <var/g)).toEqual([])
  expect(said(file('history.rss') ?? '', /<small>(Oct|Nov) <var data-var='date'>/g).length).toBeGreaterThan(0)
  const unfolded = calendars.replace(/\r\n /g, '')
  expect(
    said(unfolded, /Motivo de los trabajos: .*?(?=\\n)/g).filter(
      (line) => / the | of /.test(line) && !line.includes('(en inglés)'),
    ),
  ).toEqual([])
  await publisher.close()
  await close()
})

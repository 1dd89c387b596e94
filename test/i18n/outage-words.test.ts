import { expect, test } from 'vitest'
import { dictionary, LOCALES, type Locale } from '../../src/i18n/index.ts'
import { homeWith, openWith } from '../support/site/fixtures.ts'
import { render, texts } from '../support/site/pages.ts'
import { home, incident, NOW, pageContext, past, site } from '../support/site/samples.ts'

test('an outage is called the same in the tab, where it is passed on and on the page, and never a minor one', async () => {
  const groups = home.groups.map((group) => ({
    ...group,
    platforms: group.platforms.map((one, index) => ({
      ...one,
      state: index === 0 ? ('partial_outage' as const) : ('operational' as const),
    })),
  }))
  for (const [locale, says] of [
    ['en', 'Partial outage'],
    ['pt', 'Interrupção parcial'],
    ['es', 'Interrupción parcial'],
  ] as const) {
    const html = await render({ ...homeWith({ groups }), site: { ...site, locale } })
    expect(texts(html, 'title').join()).toMatch(new RegExp(`^${says} · `))
    expect(html).toContain(`<meta property="og:title" content="${says}">`)
  }
})

test('the sentence about platforms fits a name of one thing as well as of many', () => {
  for (const locale of LOCALES) {
    const { fares } = dictionary(locale).home
    for (const says of [...Object.values(fares)].map((fare) => fare('SIP trunks')))
      expect(says).not.toMatch(/\b(is|are|works?|slow|está|estão|están|funciona[mn]?)\b/)
  }
})

test('what an incident did is told in the past once it is over, and only of what it hits while it is open', async () => {
  const [first, second] = incident.incident.platforms
  const platforms = [{ ...first, impact: 'operational' }, second] as typeof incident.incident.platforms
  const described = async (resolvedAt: number | null, locale: Locale) => {
    const view = { ...incident, incident: { ...incident.incident, resolvedAt, platforms } }
    const html = await render({ ...pageContext(view, incident.incident.url), site: { ...site, locale } })
    return /<meta property="og:description" content="[^"]*?\. ([^"]*)"/.exec(html)?.[1]
  }
  const name = second?.name
  expect(await described(null, 'en')).toBe(`Affects ${name}.`)
  expect(await described(NOW, 'en')).toBe(`Affected ${name}.`)
  expect(await described(NOW, 'pt')).toBe(`Afetou: ${name}.`)
  expect(await described(NOW, 'es')).toBe(`Afectó a ${name}.`)
})

test('a title in another language says so, in its headline, its list and its page', async () => {
  const other = { title: 'No calls', titleLang: 'en' }
  const pt = { ...site, locale: 'pt' as const }
  const labelled = '<bdi lang="en">No calls</bdi> (em inglês)'
  const html = await render({
    ...homeWith({ open: [openWith(other)], recent: [{ ...past[0], ...other }] as never }),
    site: pt,
  })
  expect(html.split(labelled)).toHaveLength(4)
  const own = { ...incident, incident: { ...incident.incident, ...other } }
  expect(await render({ ...pageContext(own, incident.incident.url), site: pt })).toMatch(
    new RegExp(`<h1[^>]*>${labelled.replace(/[()]/g, '\\$&')}</h1>`),
  )
})

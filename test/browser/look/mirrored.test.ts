import { beforeAll, expect, test } from 'vitest'
import { axe, withPage } from '../../support/browser/browser.ts'
import { MIRRORED, teachPagesMirrored } from '../../support/i18n/pseudo.ts'
import { render } from '../../support/site/pages.ts'
import { NOW, pageContext, views } from '../../support/site/samples.ts'
import { host, nowJson } from '../../support/site/serve.ts'

beforeAll(teachPagesMirrored)

/** What readers look at. The first of each kind. */
const KINDS = [
  'home',
  'incident',
  'maintenance',
  'maintenances',
  'subscribe',
  'month',
  'history',
  'platform',
  'promises',
]
const looks = Object.entries(views).filter(
  ([, { kind }], index, all) => KINDS.includes(kind) && all.findIndex(([, one]) => one.kind === kind) === index,
)

test.each([320, 390])(
  'a language that is longer and goes from right to left fits a phone %i pixels wide, and its pages are mirrored',
  async (width) => {
    expect(looks.length).toBeGreaterThanOrEqual(7)
    const pages = await Promise.all(
      looks.map(async ([path, view]) => {
        const context = pageContext(view, path)
        const site = { ...context.site, locale: MIRRORED, languages: [MIRRORED] }
        return [path, await render({ ...context, site })] as const
      }),
    )
    const site = await host({ '/now.json': nowJson(41, NOW), ...Object.fromEntries(pages) })
    await withPage({ viewport: { width, height: 720 } }, async (page) => {
      for (const [path] of pages) {
        await page.goto(site.url + path)
        expect([path, await page.evaluate(outside)]).toEqual([path, []])
        expect([path, await page.evaluate(unmirrored)]).toEqual([path, []])
        expect([path, await axe(page)]).toEqual([path, []])
      }
    })
    await site.close()
  },
)

/** What stands outside of the window, or is cut off: not what is hidden there, as the headings of tables on a phone. */
function outside(): string[] {
  const wide = document.documentElement.scrollWidth > window.innerWidth ? ['the page scrolls'] : []
  const shown = [...document.querySelectorAll<HTMLElement>('body *')].filter(
    (one) =>
      one.checkVisibility() &&
      !one.closest('.vh, svg, .skip, .honeypot, thead') &&
      one.getBoundingClientRect().width > 1,
  )
  const scrolls = (one: Element | null): boolean =>
    one !== null && (/auto|scroll/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement))
  const bad = shown.filter((one) => {
    const { left, right } = one.getBoundingClientRect()
    const cut = getComputedStyle(one).overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1
    return cut || ((left < -1 || right > window.innerWidth + 1) && !scrolls(one.parentElement))
  })
  return [...wide, ...bad.map((one) => `${one.tagName}.${one.className}: ${one.textContent?.trim().slice(0, 40)}`)]
}

/** Headings and words that do not begin at the right. */
function unmirrored(): string[] {
  const texts = [...document.querySelectorAll<HTMLElement>('main h1, main h2, main p')].filter(
    (one) => one.checkVisibility() && !one.closest('.vh, [dir=auto]') && /[\u05d0-\u05ea]/.test(one.textContent ?? ''),
  )
  const wrong = texts.filter((one) => {
    const { direction, textAlign } = getComputedStyle(one)
    return direction !== 'rtl' || textAlign === 'left'
  })
  return [
    ...(document.documentElement.dir === 'rtl' ? [] : ['the page']),
    ...wrong.map((one) => `${one.tagName}: ${one.textContent?.trim().slice(0, 40)}`),
  ]
}

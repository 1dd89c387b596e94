import { afterAll, beforeAll, expect, test } from 'vitest'
import { sharedPage } from '../../support/browser/browser.ts'
import { ordinary } from '../../support/site/fixtures.ts'
import { render } from '../../support/site/pages.ts'
import { type Host, host, nowJson } from '../../support/site/serve.ts'

/** What readers open; the desk has tests of its own. */
const KINDS = Object.keys(ordinary).filter((kind) => !/^(desk|console|owed|moved)/.test(kind))
const use = sharedPage({ viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true })

let site: Host
beforeAll(async () => {
  const made = KINDS.map(async (kind) => {
    const context = ordinary[kind] as (typeof ordinary)[string]
    const spoken = { ...context, site: { ...context.site, languages: ['en', 'pt', 'es'] as const } }
    return [`/${kind}/`, await render(spoken)]
  })
  site = await host({ '/now.json': nowJson(41, Date.now()), ...Object.fromEntries(await Promise.all(made)) })
})
afterAll(() => site.close())

/** Links and buttons that no finger hits: lower than 44 pixels, with another one within 44 of their middle. */
function missed(): string[] {
  const isSeen = (one: Element) => one.checkVisibility() && one.getBoundingClientRect().right > 1
  // A link in a sentence is as high as its line.
  const isInSentence = (one: Element) => {
    const around = one.closest('p, li, dd, td, th, small, .prose')
    if (!one.matches('a') || !around) return false
    const rest = around.cloneNode(true) as Element
    for (const other of rest.querySelectorAll('a, button, .vh, svg')) other.remove()
    return /\p{L}{2}/u.test(rest.textContent ?? '')
  }
  // The days of a bar share it: a tap opens the nearest.
  const all = [...document.querySelectorAll(':not(svg) > a[href], button, summary')].filter(isSeen)
  const boxes = all.map((one) => ({ one, box: one.getBoundingClientRect() })).filter(({ box }) => box.width > 1)
  const gap = (from: number, start: number, end: number) => Math.max(start - from, from - end, 0)
  return boxes
    .filter(({ one, box }) => {
      if (box.height >= 43.9 || isInSentence(one)) return false
      const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
      return boxes.some(
        ({ one: other, box: { left, right, top, bottom } }) =>
          other !== one && !one.contains(other) && Math.hypot(gap(x, left, right), gap(y, top, bottom)) < 22,
      )
    })
    .map(
      ({ one, box }) =>
        `${one.textContent?.trim().slice(0, 30)} (${one.parentElement?.className}) ${Math.round(box.height)}`,
    )
}

/** What stands alone and is what its page is opened for, however far the next one is. */
const LOW = '.more a, .top nav a, footer a, .feeds a, .calendar a, .letter p a'

test.each(KINDS)('a finger hits what it is put on, on the page %s', async (kind) => {
  await use(async (page) => {
    await page.goto(`${site.url}/${kind}/`)
    const low = await page.evaluate(
      (selector) =>
        [...document.querySelectorAll(selector)]
          .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.9)
          .map((one) => `${one.textContent?.trim()} ${Math.round(one.getBoundingClientRect().height)}`),
      LOW,
    )
    expect([low, await page.evaluate(missed)]).toEqual([[], []])
  })
})

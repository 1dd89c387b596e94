import { afterAll, beforeAll, expect, test } from 'vitest'
import { LOCALES } from '../../../src/i18n/index.ts'
import type { View } from '../../../src/views.ts'
import { sharedPage } from '../../support/browser/browser.ts'
import { render } from '../../support/site/pages.ts'
import { pageContext } from '../../support/site/samples.ts'
import { type Host, host } from '../../support/site/serve.ts'

const ADDRESS = 'a…@example.com'
const ASKED = { address: ADDRESS, follows: [], more: 0, incidents: [], manageUrl: null }
const VIEWS: Record<string, View> = {
  ask: { kind: 'confirm', state: 'ask', ...ASKED },
  done: { kind: 'confirm', state: 'done', ...ASKED },
  asked: { kind: 'confirm', state: 'asked', ...ASKED },
  unsubscribe: { kind: 'unsubscribe', state: 'ask', address: ADDRESS },
}
const use = sharedPage({ viewport: { width: 360, height: 640 } })

let site: Host
beforeAll(async () => {
  const pages: Record<string, string> = {}
  for (const locale of LOCALES) {
    for (const [name, view] of Object.entries(VIEWS)) {
      const context = pageContext(view)
      pages[`/${locale}/${name}/`] = await render({ ...context, site: { ...context.site, locale, languages: LOCALES } })
    }
  }
  site = await host(pages)
})
afterAll(() => site.close())

/** Is what follows the address at once on another line than its end? */
function isMarkAlone(address: string): boolean {
  const lead = document.querySelector('.lead') as Element
  const walker = document.createTreeWalker(lead, NodeFilter.SHOW_TEXT)
  const letters: { letter: string; box: DOMRect }[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    ;[...(node.textContent ?? '')].forEach((letter, at) => {
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + 1)
      if (letter !== '\u2060') letters.push({ letter, box: range.getBoundingClientRect() })
    })
  }
  const end =
    letters
      .map(({ letter }) => letter)
      .join('')
      .indexOf(address) + address.length
  const mark = letters[end]
  if (!mark || /\s/.test(mark.letter)) return false
  return Math.abs(mark.box.top - (letters[end - 1]?.box.top ?? 0)) > 4
}

test.each(Object.keys(VIEWS))(
  'the mark after an address stays beside it, in each language and width: %s',
  async (name) => {
    await use(async (page) => {
      for (const locale of LOCALES) {
        await page.goto(`${site.url}/${locale}/${name}/`)
        for (let width = 240; width <= 480; width += 4) {
          await page.setViewportSize({ width, height: 640 })
          expect([locale, width, await page.evaluate(isMarkAlone, ADDRESS)]).toEqual([locale, width, false])
        }
      }
    })
  },
)

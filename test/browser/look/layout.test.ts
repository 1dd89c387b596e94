import { expect, test } from 'vitest'
import { toHtml } from '../../../server/lib/markdown.ts'
import { DESKTOP, PHONE, sharedPage, withPage } from '../../support/browser/browser.ts'
import { brokenWords } from '../../support/browser/words.ts'
import { render } from '../../support/site/pages.ts'
import { home, incident, masterCase, NOW, pageContext, views } from '../../support/site/samples.ts'
import { host, nowJson } from '../../support/site/serve.ts'

const use = sharedPage(DESKTOP)
const manyOpen = Array.from({ length: 8 }, (_, index) => ({ ...masterCase, id: `many${index}` }))

test('many incidents at once stand in rows, with one edge', async () => {
  const site = await host({
    '/now.json': nowJson(41, NOW),
    '/': await render(pageContext({ ...home, open: manyOpen })),
  })
  await use(async (page) => {
    await page.goto(`${site.url}/`)
    const tops = await page.evaluate(() =>
      [...document.querySelectorAll('.many > article')].map((card) => Math.round(card.getBoundingClientRect().top)),
    )
    const [columns = 0] = [tops.filter((top) => top === tops[0]).length]
    expect(columns).toBeGreaterThan(1)
    expect(new Set(tops).size).toBe(Math.ceil(tops.length / columns))
  })
  await site.close()
})

test.each([
  ['ltr', PHONE],
  ['rtl', PHONE],
  ['ltr', DESKTOP],
  ['rtl', DESKTOP],
] as const)('the dots of a timeline (%s) lie beside its words', async (dir, size) => {
  const site = await host({ '/now.json': nowJson(41, NOW), '/': await render(pageContext(incident, '/')) })
  await withPage(size, async (page) => {
    await page.goto(`${site.url}/`)
    const gaps = await page.evaluate((direction) => {
      document.documentElement.dir = direction
      return [...document.querySelectorAll('.timeline > li')].map((entry) => {
        const [box, style] = [entry.getBoundingClientRect(), getComputedStyle(entry, '::before')]
        const words = document.createRange()
        words.selectNodeContents(entry.querySelector('h3') as Element)
        const text = words.getBoundingClientRect()
        const reach = Number.parseFloat(style.insetInlineStart) + Number.parseFloat(style.width)
        return (direction === 'rtl' ? box.right - text.right : text.left - box.left) - reach
      })
    }, dir)
    expect(gaps.length).toBeGreaterThan(1)
    for (const gap of gaps) expect(gap).toBeGreaterThan(4)
  })
  await site.close()
})

test.each([320, 360])('text of twice the size has room on every page of a window %i pixels wide', async (width) => {
  const looks = Object.entries({ ...views, '/many/': { ...home, open: manyOpen } }).filter(
    // It leads elsewhere at once.
    ([path]) => !path.includes('moved'),
  )
  const pages = await Promise.all(looks.map(async ([path, view]) => [path, await render(pageContext(view, path))]))
  const site = await host(Object.fromEntries(pages))
  await withPage({ viewport: { width, height: 640 }, javaScriptEnabled: false }, async (page) => {
    for (const [path] of looks) {
      await page.goto(site.url + path)
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%'
      })
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect([path, overflow, await brokenWords(page, 'h1, button')]).toEqual([path, 0, []])
    }
  })
  await site.close()
})

test.each([
  ['quotes', `${'> '.repeat(19)}deepest`],
  ['lists', `${'- '.repeat(9)}deepest`],
])('%s in one another leave room for what is in the last', async (_, source) => {
  const body = toHtml(source)
  const open = [{ ...masterCase, latest: { ...masterCase.latest, body } }]
  const site = await host({ '/': await render(pageContext({ ...home, open })) })
  await withPage({ viewport: { width: 320, height: 640 }, javaScriptEnabled: false }, async (page) => {
    await page.goto(`${site.url}/`)
    for (const size of ['100%', '200%']) {
      const room = await page.evaluate((fontSize) => {
        document.documentElement.style.fontSize = fontSize
        const words = document.createRange()
        const found = document.evaluate('//text()[contains(., "deepest")]', document, null, 9).singleNodeValue
        words.selectNodeContents(found as Node)
        const { right, height } = words.getBoundingClientRect()
        const lines = height / Number.parseFloat(getComputedStyle(found?.parentElement as Element).lineHeight)
        return [right <= innerWidth, Math.round(lines) <= 3, document.documentElement.scrollWidth - innerWidth]
      }, size)
      expect([size, ...room]).toEqual([size, true, true, 0])
    }
  })
  await site.close()
})

test.each([100, 200])(
  'what the keyboard comes to stays clear of the notice of an old page (text of %i %)',
  async (percent) => {
    const site = await host({ '/': await render(pageContext(home)) })
    // Without scripts the notice stays as the test shows it.
    await withPage({ viewport: { width: 360, height: 640 }, javaScriptEnabled: false }, async (page) => {
      await page.goto(`${site.url}/`)
      await page.evaluate((size) => {
        document.documentElement.style.fontSize = `${size}%`
        const notice = document.getElementById('stale') as HTMLElement
        notice.textContent = (notice.dataset.text ?? '').replace('{time}', '13:42')
        notice.hidden = false
        scrollTo(0, document.body.scrollHeight)
      }, percent)
      const hidden: string[] = []
      for (let back = 0; back < 40; back++) {
        await page.keyboard.press('Shift+Tab')
        const covered = await page.evaluate(() => {
          const [focus, notice] = [document.activeElement as Element, document.getElementById('stale') as Element]
          const { top, bottom } = notice.getBoundingClientRect()
          const box = focus.getBoundingClientRect()
          return focus !== document.body && box.top < bottom && box.bottom > top ? focus.textContent : null
        })
        if (covered !== null) hidden.push(covered)
      }
      expect(hidden).toEqual([])
    })
    await site.close()
  },
)

test('what is explained above the chips of platforms does not touch them', async () => {
  const over = { ...incident.incident, phase: 'resolved', resolvedAt: NOW } as const
  const looks = { '/': home, '/many/': { ...home, open: manyOpen }, '/over/': { ...incident, incident: over } }
  const pages = await Promise.all(
    Object.entries(looks).map(async ([path, view]) => [path, await render(pageContext(view, path))]),
  )
  const site = await host(Object.fromEntries(pages))
  await withPage({ ...DESKTOP, javaScriptEnabled: false }, async (page) => {
    for (const path of Object.keys(looks)) {
      await page.goto(site.url + path)
      const gaps = await page.evaluate(() =>
        [...document.querySelectorAll('.hint + .affected')].map((chips) => {
          const above = (chips.previousElementSibling as Element).getBoundingClientRect()
          return Math.round(chips.getBoundingClientRect().top - above.bottom)
        }),
      )
      expect([path, gaps.length > 0, gaps.filter((gap) => gap < 8)]).toEqual([path, true, []])
    }
  })
  await site.close()
})

test('a promise of 15 minutes stands on one line beside its neighbour on a phone', async () => {
  const site = await host({ '/': await render(pageContext(views['/support/'] ?? home)) })
  await withPage({ viewport: { width: 360, height: 640 }, javaScriptEnabled: false }, async (page) => {
    await page.goto(`${site.url}/`)
    const lines = await page.evaluate(() =>
      [...document.querySelectorAll('.figures td')]
        .filter(({ textContent }) => textContent === 'within 15 min')
        .map((cell) => {
          const words = document.createRange()
          words.selectNodeContents(cell)
          return words.getClientRects().length
        }),
    )
    expect([lines.length > 0, new Set(lines)]).toEqual([true, new Set([1])])
  })
  await site.close()
})

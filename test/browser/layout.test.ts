import { expect, test } from 'vitest'
import { DESKTOP, PHONE, sharedPage, withPage } from '../support/browser/browser.ts'
import { render } from '../support/site/pages.ts'
import { home, incident, masterCase, NOW, pageContext } from '../support/site/samples.ts'
import { host, nowJson } from '../support/site/serve.ts'

const use = sharedPage(DESKTOP)

test('many incidents at once stand in rows, with one edge', async () => {
  const open = Array.from({ length: 8 }, (_, index) => ({ ...masterCase, id: `many${index}` }))
  const site = await host({ '/now.json': nowJson(41, NOW), '/': await render(pageContext({ ...home, open })) })
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

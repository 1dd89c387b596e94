import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PLATFORM_STATES, type PlatformState } from '../../../server/domain/vocabulary.ts'
import type { PlatformPageView } from '../../../src/views.ts'
import { axe, PHONE, withPage } from '../../support/browser/browser.ts'
import { render } from '../../support/site/pages.ts'
import { home, pageContext, views } from '../../support/site/samples.ts'
import { type Host, host, nowJson } from '../../support/site/serve.ts'

const PLATFORM = '/platforms/teams-direct-routing/'
const inPlain = { ...PHONE, javaScriptEnabled: false }

let site: Host
beforeAll(async () => {
  const view = views[PLATFORM] as PlatformPageView
  const [group, ...groups] = home.groups
  const every = home.days.map((_, day): PlatformState => PLATFORM_STATES[day % PLATFORM_STATES.length] ?? 'operational')
  const [first, ...rest] = group?.platforms ?? []
  const young = { ...rest[0], unknown: 60, history: home.days.map((): PlatformState => 'operational') }
  const drawn = {
    ...home,
    open: [],
    groups: [{ name: 'Drawn', platforms: [{ ...first, history: every }, young] }, ...groups],
  }
  site = await host({
    '/now.json': nowJson(41, Date.now()),
    '/': await render(pageContext(home)),
    '/drawn/': await render(pageContext(drawn as typeof home)),
    [PLATFORM]: await render(pageContext(view, PLATFORM)),
    '/history/2026-11/': await render(pageContext(views['/history/'] as PlatformPageView, '/history/2026-11/')),
  })
})
afterAll(() => site.close())

/** On a bar, so far along it. */
async function at(bar: Locator, share: number, height = 0.8): Promise<[number, number]> {
  await bar.scrollIntoViewIfNeeded()
  const box = (await bar.boundingBox()) as { x: number; y: number; width: number; height: number }
  return [box.x + box.width * share, box.y + box.height * height]
}

/** On the lower edge of a bar, so far along it. */
async function tap(page: Page, bar: Locator, share: number): Promise<void> {
  await page.touchscreen.tap(...(await at(bar, share)))
}

/** What is shown of the day that the address names. */
const shown = (page: Page) => page.locator(':target').textContent()

describe('a day of a bar is opened, without JavaScript,', () => {
  test('by a tap on the front page: its words and its incidents are in sight on the page of the platform', async () => {
    await withPage(inPlain, async (page) => {
      await page.goto(site.url)
      await tap(page, page.getByRole('group', { name: 'Last 90 days: trouble on 3 days.' }), 89.4 / 90)
      await page.waitForURL(`**${PLATFORM}#2026-11-22`)
      expect(await page.locator(':target').isVisible()).toBe(true)
      expect(await shown(page)).toMatch(/Sun 22 Nov 2026.*Major outage.*Calls fail on Teams Direct Routing/s)
    })
  })

  test('by a tap on the month it lies in', async () => {
    await withPage(inPlain, async (page) => {
      await page.goto(site.url + PLATFORM)
      await tap(page, page.locator('.year > li').nth(1).locator('.bar'), 22.4 / 31)
      expect(await shown(page)).toMatch(/Fri 23 Oct 2026.*Degraded performance.*1 h 32 min.*Voicemail notifications/s)
    })
  })

  test('by a tap beside its mark; far from any, and where nothing was, the page of the platform is opened', async () => {
    await withPage({ ...inPlain, viewport: { width: 360, height: 640 } }, async (page) => {
      const bar = page.getByRole('group', { name: 'Last 90 days: trouble on 3 days.' })
      for (const [pixels, opened] of [
        [-20, `${PLATFORM}#2026-10-22`],
        [-8, `${PLATFORM}#2026-10-22`],
        [8, `${PLATFORM}#2026-10-22`],
        [18, `${PLATFORM}#2026-10-22`],
        [-60, PLATFORM],
      ] as const) {
        await page.goto(`${site.url}/?${pixels}`)
        const [x, y] = await at(bar, 59 / 90, pixels < 0 ? -0.1 : 1.1)
        await page.touchscreen.tap(x + pixels, y)
        await page.waitForURL(site.url + opened)
      }
      await page.goto(site.url)
      await tap(page, page.getByRole('img', { name: 'Last 90 days: no trouble.' }).first(), 0.4)
      await page.waitForURL('**/platforms/teams-gcc-high/')
    })
  })

  test('by a tap on a day of its month, also where nothing was the matter', async () => {
    await withPage(inPlain, async (page) => {
      await page.goto(site.url + PLATFORM)
      const october = page.locator('.year > li').nth(1).locator('.bar')
      await tap(page, october, 9.5 / 31)
      expect(await shown(page)).toBe('Sat 10 Oct 2026 no trouble on this day')
      expect(await page.locator(':target').isVisible()).toBe(true)
      await tap(page, october, 23.6 / 31)
      expect(await shown(page)).toMatch(/Fri 23 Oct 2026.*Degraded performance/s)
      expect(await page.getByText('no trouble on this day').filter({ visible: true }).count()).toBe(0)
    })
  })

  test('with the keyboard: a row is one stop, and the arrow keys go to what each mark says', async () => {
    await withPage(PHONE, async (page) => {
      await page.goto(site.url)
      const bar = page.getByRole('group', { name: 'Last 90 days: trouble on 3 days.' })
      expect(await bar.getByRole('link').count()).toBe(2)
      await page.getByRole('link', { name: 'Teams Direct Routing', exact: true }).last().focus()
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowRight')
      expect(await bar.getByRole('link', { name: 'Sun 22 Nov 2026: Major outage' }).count()).toBe(1)
      // Nothing of the ring around it is cut off.
      expect(await bar.evaluate((svg) => getComputedStyle(svg).overflow)).toBe('visible')
      await page.keyboard.press('Enter')
      await page.waitForURL(`**${PLATFORM}#2026-11-22`)
      await page.goto(site.url)
      await page.getByRole('link', { name: 'Teams Direct Routing', exact: true }).last().focus()
      await page.keyboard.press('Tab')
      expect(await page.locator(':focus').textContent()).toBe('Teams GCC High')
    })
    await withPage(inPlain, async (page) => {
      await page.goto(site.url + PLATFORM)
      const october = page.locator('summary', { hasText: '2 days with trouble' })
      await october.focus()
      await page.keyboard.press('Enter')
      expect(await page.locator('details[open] li').allInnerTexts()).toEqual([
        expect.stringMatching(/^Fri 23 Oct 2026.*1 h 32 min/s),
        expect.stringMatching(/^Thu 22 Oct 2026.*all day.*This day in the history/s),
      ])
      expect((await october.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    })
  })

  test('by ear: a month says how many days of trouble it has, and is nothing but words', async () => {
    await withPage(inPlain, async (page) => {
      await page.goto(site.url + PLATFORM)
      const heard = await page.locator('.year').ariaSnapshot()
      expect(heard).toContain('2 days with trouble')
      expect(heard).toContain('no trouble')
      expect(heard).not.toMatch(/img|link "#/)
    })
  })
})

test('states differ in height and shape, and each is three to one to what it stands on, light or dark', async () => {
  await withPage(PHONE, async (page) => {
    await page.goto(`${site.url}/drawn/`)
    const shape = (state: string) =>
      page
        .locator(`.bar path.${state}`)
        .first()
        .evaluate((path) => `${getComputedStyle(path).strokeWidth} ${path.getAttribute('d')?.replace(/M\d+/g, '')}`)
    expect(new Set(await Promise.all(PLATFORM_STATES.map(shape))).size).toBe(PLATFORM_STATES.length)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      for (const state of PLATFORM_STATES) {
        const [mark = '', card = ''] = await page
          .locator(`.bar path.${state}`)
          .first()
          .evaluate((path) => [
            getComputedStyle(path).stroke,
            getComputedStyle(path.closest('.card') as Element).backgroundColor,
          ])
        expect([colorScheme, state, contrast(mark, card) >= 3]).toEqual([colorScheme, state, true])
      }
    }
  })
})

test.each(['/', PLATFORM, '/history/2026-11/'])('axe finds nothing on %s, with every fold open', async (path) => {
  await withPage(PHONE, async (page) => {
    await page.goto(site.url + path)
    for (const fold of await page.locator('details').all()) await fold.evaluate((one) => one.setAttribute('open', ''))
    expect(await axe(page)).toEqual([])
  })
})

test('of the days before a platform there is neither a mark nor a word', async () => {
  await withPage(PHONE, async (page) => {
    await page.goto(`${site.url}/drawn/`)
    const bar = page.getByRole('img', { name: 'Last 30 days: no trouble.' })
    expect(await bar.locator('path').getAttribute('d')).toBe('M300 21h149')
  })
})

test('a month of the history tells its quiet days in a line, and shows in place what was said', async () => {
  await withPage(inPlain, async (page) => {
    await page.goto(`${site.url}/history/2026-11/#2026-11-22`)
    expect(await page.locator('.still').allInnerTexts()).toEqual([
      '20–21 November: no incidents',
      '14–18 November: no incidents',
      '3–12 November: no incidents',
    ])
    expect(await shown(page)).toContain('Sun 22 Nov 2026')
    await page.getByText('3 updates').click()
    expect(await page.locator('.said li').first().textContent()).toContain('moving traffic to Dallas')
  })
})

/** As WCAG 2 reckons it, of two `rgb(…)`. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [a, b].map(luminance).sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(rgb: string): number {
  const [r = 0, g = 0, b = 0] = (rgb.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

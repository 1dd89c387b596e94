import { describe, expect, test } from 'vitest'
import { closeOpenSite, MINUTE, opened, openSite, wait } from '../../support/browser/open-page.ts'
import { render } from '../../support/site/pages.ts'
import { home, NOW, pageContext } from '../../support/site/samples.ts'

closeOpenSite()

const page = (site: object = {}) => {
  const context = pageContext(home)
  return render({ ...context, site: { ...context.site, ...site } })
}

describe('the front page in an outage', () => {
  test('says in how many minutes the next word comes, and honestly that it did not', async () => {
    await opened('/', { '/': await page() }, async (shown) => {
      const left = shown.locator('.hero .left')
      expect(await left.textContent()).toMatch(/^in \d\d min$/)
      const drawn = () => shown.locator('.hero .rest').getAttribute('stroke-dasharray')
      const rest = async () => Number((await drawn())?.split(' ')[2])
      const before = await rest()
      await wait(shown, 10, null)
      expect(await rest()).toBeLessThan(before - 9)
      await wait(shown, 15, null)
      expect(await left.textContent()).toMatch(/^\d min overdue$/)
      expect(await rest()).toBe(0)
    })
  })

  test('says plainly that a word is a moment late, and nothing of it while the page may be out of date', async () => {
    await opened('/', { '/': await page() }, async (shown) => {
      const next = shown.locator('.hero .next')
      const late = {
        ...home,
        open: home.open.map((one) => ({ ...one, promise: { ...one.promise, standing: 'overdue' as const } })),
      }
      await wait(shown, 22, 41)
      expect((await next.textContent())?.replace(/\s+/g, ' ')).toMatch(/Next update by .*<1 min overdue/)
      openSite().pages['/'] = await render({ ...pageContext(late), madeAt: NOW + 22.5 * MINUTE })
      await wait(shown, 2, 41)
      await expect
        .poll(async () => (await next.textContent())?.replace(/\s+/g, ' '))
        .toMatch(/The next update was due by .* [12] min overdue/)
      const lines = () => shown.locator('.next.past, .promise.overdue').filter({ visible: true }).allTextContents()
      expect(await lines()).not.toEqual([])
      await wait(shown, 5, null)
      expect(await shown.locator('#stale').isVisible()).toBe(true)
      expect(await next.isVisible()).toBe(false)
      expect(await lines()).toEqual([])
      await wait(shown, 2, 41)
      expect(await shown.locator('#stale').isVisible()).toBe(false)
      await expect.poll(() => next.isVisible()).toBe(true)
    })
  })

  test('keeps the platforms that a reader taps, answers for these alone, and passes them on in its address', async () => {
    await opened('/', { '/': await page() }, async (shown) => {
      const answer = shown.locator('#mine')
      const chip = (name: string) => shown.locator('.strip').getByRole('button', { name })
      expect(await answer.textContent()).toBe('Is it me? Tap what you use; this device keeps it.')
      await chip('Zoom Phone').click()
      expect(await answer.textContent()).toBe('Zoom Phone operational.')
      await chip('Webex Calling').press('Space')
      expect(await answer.textContent()).toBe('All 2 that you use work.')
      await chip('SIP Trunking').press('Enter')
      expect(await answer.textContent()).toBe('SIP Trunking impaired.')
      await chip('Teams Direct Routing').click()
      expect(await answer.textContent()).toBe('Teams Direct Routing down; SIP Trunking impaired.')
      expect(new URL(shown.url()).searchParams.get('platforms')?.split(',')).toHaveLength(4)
      await shown.goto(new URL('/', shown.url()).href)
      expect(await answer.textContent()).toBe('Teams Direct Routing down; SIP Trunking impaired.')
      expect(await chip('SIP Trunking').getAttribute('aria-pressed')).toBe('true')
      await shown.goto(new URL('/?platforms=zoom-phone,nonsense', shown.url()).href)
      expect(await answer.textContent()).toBe('Zoom Phone operational.')
      // A link that somebody sent takes nothing away.
      await shown.goto(new URL('/', shown.url()).href)
      expect(await answer.textContent()).toBe('Teams Direct Routing down; SIP Trunking impaired.')
    })
  })

  test('without a script, each platform leads to its page', async () => {
    const html = await page({ locale: 'pt' })
    expect(html).toMatch(/<a href="\/pt\/platforms\/zoom-phone\/" class="operational"/)
  })
})

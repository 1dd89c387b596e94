import { describe, expect, test } from 'vitest'
import { closeOpenSite, opened, wait } from '../../support/browser/open-page.ts'
import { render } from '../../support/site/pages.ts'
import { home, pageContext } from '../../support/site/samples.ts'

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
      const before = Number((await drawn())?.split(' ')[0])
      await wait(shown, 10, null)
      expect(Number((await drawn())?.split(' ')[0])).toBeLessThan(before - 9)
      await wait(shown, 15, null)
      expect(await left.textContent()).toMatch(/^\d min overdue$/)
      expect(await drawn()).toBe('0 60')
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

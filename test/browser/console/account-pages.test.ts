import { describe, expect, test } from 'vitest'
import { axe, withPage } from '../../support/browser/browser.ts'
import { accountViews } from '../../support/site/console/account.ts'
import { auditViews } from '../../support/site/console/audit.ts'
import { organisationViews } from '../../support/site/console/organisations.ts'
import { platformViews } from '../../support/site/console/platforms.ts'
import { shiftViews } from '../../support/site/console/shift.ts'
import { render } from '../../support/site/pages.ts'
import { pageContext } from '../../support/site/samples.ts'

describe.each(
  Object.entries({ ...accountViews, ...organisationViews, ...auditViews, ...platformViews, ...shiftViews }),
)('the page %s', (path, view) => {
  test.each(['light', 'dark'] as const)(
    'fits a narrow phone and text of twice the size, and is clean for axe: %s',
    async (colorScheme) => {
      const html = await render(pageContext(view, path))
      await withPage({ viewport: { width: 320, height: 700 }, colorScheme }, async (page) => {
        await page.setContent(html)
        expect(await axe(page)).toEqual([])
        await page.evaluate(() => {
          document.documentElement.style.fontSize = '200%'
        })
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      })
    },
  )
})

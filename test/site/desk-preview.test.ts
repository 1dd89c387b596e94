import { expect, test } from 'vitest'
import type { DeskPlanView } from '../../src/views.ts'
import { deskMaintenance } from '../support/site/console/samples-maint.ts'
import { render, texts } from '../support/site/pages.ts'
import { pageContext } from '../support/site/samples.ts'

const PATH = '/staff/maintenance/new/'

/** What the check of a form says of the notices to come. */
async function toCome(ends: { byHand: boolean }) {
  const view = deskMaintenance[PATH] as DeskPlanView
  const { preview } = view.form
  if (!preview) throw new Error('the sample has been checked')
  const notices = preview.notices.map((notice) => (notice.when === 'end' ? { ...notice, ...ends } : notice))
  const html = await render(pageContext({ ...view, form: { ...view.form, preview: { ...preview, notices } } }, PATH))
  return { titles: texts(html, 'h3'), lines: texts(html, 'li') }
}

test('the end is told by itself where the clock ends the window, and otherwise when the desk completes it', async () => {
  const byHand = await toCome({ byHand: true })
  expect(byHand.titles).toContain('Told when the desk completes it')
  expect(byHand.lines).toContainEqual(expect.stringMatching(/^That it is over; planned for /))
  expect(byHand.lines).not.toContainEqual(expect.stringMatching(/^When it ends: /))
  const byClock = await toCome({ byHand: false })
  expect(byClock.titles).not.toContain('Told when the desk completes it')
  expect(byClock.lines).toContainEqual(expect.stringMatching(/^When it ends: /))
})

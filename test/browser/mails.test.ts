import { describe, expect, test } from 'vitest'
import { composeEmail } from '../../server/channels/email/compose.ts'
import { DAY } from '../../server/domain/vocabulary.ts'
import { PHONE, withPage } from '../support/browser/browser.ts'
import { START } from '../support/clock.ts'
import { job, SITE } from '../support/dispatch/notices.ts'
import { owedJob, owedNotice } from '../support/dispatch/owed-notice.ts'

const table = '| site | since |\n| --- | --- |\n| Denver | 07:00 |\n\n'
const body = `${table}> We replace a card.\n\n${'long'.repeat(60)}`
const owed = owedNotice('update', {
  ...{ at: START + DAY, caseNumber: 'long'.repeat(15), saidLast: { at: START, body } },
  insteadOf: [{ name: 'long'.repeat(20), why: 'long'.repeat(20) }],
})
const MAILS = [
  ['an update', composeEmail(job({ body, title: 'long'.repeat(40), caseNumber: 'long'.repeat(15) }), SITE).html],
  ['what is owed', composeEmail(owedJob(owed), SITE).html],
] as const
const [sheet = ''] = MAILS[0][1].match(/<style>[\s\S]*<\/style>/) ?? []

/** What a reader would see as two things side by side, without anything between them. */
function runTogether(): string[] {
  const cells = [...document.querySelectorAll('th + td, td + td, th + th')]
  const lines = [...document.querySelectorAll('.state > strong, .state > span')].map(
    (one) => one.getBoundingClientRect().top,
  )
  const close = cells.filter((cell) => {
    const range = document.createRange()
    const end = (of: Element) => {
      range.selectNodeContents(of)
      return range.getBoundingClientRect()
    }
    return end(cell).left - end(cell.previousElementSibling ?? cell).right < 8
  })
  const state = new Set(lines).size === lines.length ? [] : ['the lines of the state']
  return [...close.map((cell) => cell.textContent ?? ''), ...state]
}

describe.each(MAILS)('of %s', (_, html) => {
  test.each([
    ['as it was sent', html],
    ['where the style sheet is dropped', html.replace(sheet, '')],
  ])('on a telephone nothing in a mail runs together or leaves the screen, %s', async (_, markup) => {
    await withPage(PHONE, async (page) => {
      await page.setContent(markup)
      expect(await page.evaluate(runTogether)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    })
  })
})

import { describe, expect, test } from 'vitest'
import { composeEmail } from '../../server/channels/email/compose.ts'
import { DAY } from '../../server/domain/vocabulary.ts'
import { axe, PHONE, withPage } from '../support/browser/browser.ts'
import { START } from '../support/clock.ts'
import { MAINTENANCE_NOTICE } from '../support/dispatch/maintenance-notice.ts'
import { ALICES_INBOX, job, SITE } from '../support/dispatch/notices.ts'
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

const request = {
  ...{ subscriberId: ALICES_INBOX.id, requestedAt: START, locale: 'en' },
  follows: [{ type: 'platform', id: 'zoom-phone', name: 'Zoom Phone' }],
} as const
/** One of each colour, and of each that has a frame of its own. */
const JOBS = [
  job({ phase: 'investigating', body }),
  job({ phase: 'identified' }),
  job({ phase: 'monitoring' }),
  job({ phase: 'resolved', dueAt: null }),
  job({ about: 'duplicate' }),
  job({}, { message: { kind: 'maintenance', notice: MAINTENANCE_NOTICE } }),
  job({}, { message: { kind: 'confirmation', request } }),
  owedJob(owed),
]
/** The provider's own colours can be read on neither paper. */
const BRANDS = [
  ['as Signalpost has it', undefined],
  ['in colours of the provider', { accent: { light: '#ffd400', dark: '#1b0a3c' }, logo: null }],
] as const

describe.each(BRANDS)('every mail %s', (_, brand) => {
  test.each(['light', 'dark'] as const)('can be read by whoever likes it %s', async (colorScheme) => {
    await withPage({ ...PHONE, colorScheme }, async (page) => {
      for (const each of JOBS) {
        await page.setContent(composeEmail(each, { ...SITE, brand }).html)
        expect([each.message.kind, await axe(page, ['color-contrast'])]).toEqual([each.message.kind, []])
      }
    })
  })
})

/** What a reader would see as two things side by side, without anything between them. */
function runTogether(): string[] {
  // The mark is drawn of cells that touch.
  const cells = [...document.querySelectorAll('th + td, td + td, th + th')].filter((cell) => !cell.closest('.mark'))
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

import { expect, test } from 'vitest'
import { headlineOf, type Stand } from '../../../../server/domain/incident/case/headline.ts'
import type { CaseStatus, Phase } from '../../../../server/domain/vocabulary.ts'
import { headlineText } from '../../../../src/i18n/headline.ts'
import { dictionary } from '../../../../src/i18n/index.ts'

const stand = (phase: Phase, caseStatus: CaseStatus): Stand => ({ phase, caseStatus })
const WORK = stand('identified', 'in_progress')

/** The headline as people read it, and whether it is one more of the same. */
function read(now: Stand, before: Stand | null = WORK): string {
  const headline = headlineOf(now, before)
  return `${headlineText(headline, dictionary('en'))}${headline.again ? ' again' : ''}`
}

test.each<[string, Stand, Stand | null, string]>([
  ['an ordinary update says the phase', stand('identified', 'in_progress'), null, 'Identified'],
  ['one more of it repeats it', WORK, WORK, 'Identified again'],
  ['a new case is not investigated yet', stand('investigating', 'new'), null, 'New'],
  ['taking it up is news', stand('investigating', 'in_progress'), stand('investigating', 'new'), 'Investigating'],
  ['a hold is told', stand('identified', 'on_hold'), WORK, 'On hold · Identified'],
  ['its end is news', WORK, stand('identified', 'on_hold'), 'Identified'],
  ['so is hardware on its way', stand('identified', 'shipping'), WORK, 'Shipping · Identified'],
  [
    'done work is no monitoring',
    stand('monitoring', 'resolved_follow_up'),
    stand('monitoring', 'in_progress'),
    'Resolved, to be confirmed',
  ],
  ['what nobody answered is not resolved', stand('resolved', 'closed_no_response'), WORK, 'Closed without an answer'],
  ['what is solved is', stand('resolved', 'closed'), WORK, 'Resolved'],
  [
    'reopening is told',
    stand('investigating', 'customer_reopened'),
    stand('resolved', 'closed'),
    'Reopened · Investigating',
  ],
  [
    'and told once',
    stand('investigating', 'customer_reopened'),
    stand('investigating', 'customer_reopened'),
    'Investigating again',
  ],
])('%s', (_, now, before, text) => {
  expect(read(now, before)).toBe(text)
})

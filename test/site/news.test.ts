import { expect, test } from 'vitest'
import { incidentNews } from '../../src/components/incident/news.ts'
import { dictionary } from '../../src/i18n/index.ts'
import { openWith } from '../support/site/fixtures.ts'

test.each([
  ['resolved', 'closed', 'Resolved'],
  ['resolved', 'closed_no_response', 'Closed without an answer'],
  ['resolved', 'duplicate', 'Continued in another incident'],
  ['monitoring', 'resolved_follow_up', 'Resolved, to be confirmed'],
  ['identified', 'shipping', 'Shipping · Identified'],
] as const)('an incident that is %s and %s is read out in the words of its mail', (phase, caseStatus, words) => {
  expect(incidentNews(dictionary('en'), { title: 'No calls', phase, caseStatus })).toBe(`No calls: ${words}.`)
})

test.each([
  [false, 'On hold · Identified'],
  [true, 'Identified'],
])('a hold is read out until it has passed (%s)', (holdPassed, words) => {
  const stand = { title: 'No calls', phase: 'identified', caseStatus: 'on_hold' } as const
  const news = incidentNews(dictionary('en'), stand, { ...openWith({}).promise, holdPassed })
  expect(news).toBe(`No calls: ${words}.`)
})

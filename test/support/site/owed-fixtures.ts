import { KEPT_BY } from '../../../server/domain/ladder/kept.ts'
import type { OwedKeptView, OwedView, PageContext } from '../../../src/views.ts'
import { HOSTILE, LONG_WORD } from './hostile.ts'
import { owed } from './owed-samples.ts'
import { NOW, pageContext } from './samples.ts'

const MIN = 60_000
const { promise, title, url, dueAt } = owed
const kept: OwedKeptView = { kind: 'owed', state: 'kept', promise, title, url, dueAt, kept: null }
const open = (changes: Partial<OwedView>) => pageContext({ ...owed, ...changes }, '/owed/')

/** What staff owe, in every state that it can be in. */
export const owedCases: Record<string, PageContext> = {
  overdueAndMine: open({
    dueAt: NOW - 42 * MIN,
    isOverdue: true,
    onIt: { actor: 'Dana Reyes (duty lead)', at: NOW - MIN, isReader: true, note: null },
    choices: [],
  }),
  putOffByAnother: open({
    onIt: { actor: 'token/desk', at: NOW - MIN, isReader: false, note: 'On the phone with the carrier.' },
    putOff: { actor: 'token/desk', until: NOW + 10 * MIN, reason: HOSTILE, isOver: false },
    choices: [],
    faults: [{ field: null, says: 'putOff' }],
  }),
  putOffBefore: open({
    putOff: { actor: 'desk', until: NOW - MIN, reason: 'On the phone.', isOver: true },
    choices: [],
  }),
  badlyPutOff: open({
    sent: { until: '', reason: LONG_WORD, note: '' },
    faults: [
      { field: 'until', says: 'until' },
      { field: 'reason', says: 'reasonLong' },
    ],
  }),
  badlyNoted: open({
    sent: { until: '', reason: '', note: LONG_WORD },
    faults: [{ field: 'note', says: 'noteLong' }],
  }),
  hostileDebt: open({
    title: HOSTILE,
    affects: [HOSTILE, LONG_WORD],
    saidLast: { at: NOW, body: `<p>${LONG_WORD}</p>` },
    told: [
      {
        at: NOW,
        people: [{ name: HOSTILE, role: LONG_WORD, result: 'failed' }],
        gaps: [{ role: LONG_WORD, why: 'off_duty' }],
      },
    ],
    notTold: { put_off: [HOSTILE], skipped: [LONG_WORD] },
  }),
  bareDebt: open({
    promise: 'notice',
    priority: null,
    caseNumber: null,
    affects: [],
    saidLast: null,
    told: [],
    followers: 1,
    answer: { command: null, call: owed.answer.call, body: owed.answer.body },
  }),
  windowToEnd: open({
    promise: 'end',
    window: { startsAt: NOW - 60 * MIN, endsAt: NOW },
    saidLast: { at: NOW, body: null, news: 'started', window: { startsAt: NOW - 60 * MIN, endsAt: NOW } },
    otherwise: { way: 'extend', ...owed.answer, command: null },
  }),
  caseToClose: open({
    promise: 'no_answer',
    waitingSince: NOW - 60 * MIN,
    otherwise: { way: 'ask', ...owed.answer, command: null },
  }),
  ...Object.fromEntries(
    KEPT_BY.map((by) => [
      `keptBy-${by}`,
      pageContext(
        { ...kept, kept: { by, at: NOW - MIN, actor: by === 'notice' ? null : 'staff/Dana Reyes (desk)' } },
        '/owed/',
      ),
    ]),
  ),
  lapsed: pageContext(kept, '/owed/'),
  noDebt: pageContext({ kind: 'owed', state: 'unknown' }, '/owed/'),
}

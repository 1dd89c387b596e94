import { expect, test } from 'vitest'
import { isLate, type NoticePromise, noticeStanding, owedAt } from '../../../server/domain/maintenance/notice-plan.ts'
import { withdrawn } from '../../../server/domain/maintenance/promises.ts'
import { hours, minutes, START } from '../../support/clock.ts'

const END = START + hours(6)
const ended = END + hours(3)

const end = (rest: Partial<NoticePromise> = {}): NoticePromise => ({
  ...{ key: 'end', dueAt: END, toldAt: null, outcome: 'pending' },
  ...rest,
})
const told = (toldAt: number, prolonged?: NoticePromise['prolonged']) =>
  noticeStanding(end({ toldAt, outcome: 'told', ...(prolonged && { prolonged }) }), ended + hours(9))

test('an end is owed when the work ends, to those who heard at the planned end that it takes longer', () => {
  expect(told(ended, { toldAt: END, endedAt: ended })).toBe('kept')
  expect(told(ended + minutes(5), { toldAt: END + minutes(5), endedAt: ended })).toBe('kept')
  expect(told(ended + minutes(6), { toldAt: END, endedAt: ended })).toBe('late')
})

test('an end that nobody put off in time is late after the planned one', () => {
  expect(told(ended)).toBe('late')
  expect(told(ended, { toldAt: END + minutes(6), endedAt: ended })).toBe('late')
  expect(told(END + minutes(4))).toBe('kept')
})

test('while the work goes on, its end is ahead, and is never owed before it was planned', () => {
  const running = end({ prolonged: { toldAt: END, endedAt: null } })
  expect(noticeStanding(running, END)).toBe('ahead')
  expect(noticeStanding(running, END + hours(40))).toBe('when_over')
  expect(noticeStanding(end(), END + hours(40))).toBe('late')
  expect(owedAt(end({ prolonged: { toldAt: END, endedAt: END - hours(1) } }))).toBe(END)
  expect(isLate(end(), END + minutes(5))).toBe(false)
})

test('a planned end that is put off after followers heard in time that it takes longer was kept, and otherwise missed', () => {
  const after = (notice: NoticePromise) => withdrawn([notice], END + hours(1))[0]
  const prolonged = { toldAt: END + minutes(5), endedAt: null }
  expect(after(end({ prolonged }))).toEqual(end({ prolonged, outcome: 'told', toldAt: END + minutes(5) }))
  expect(after(end({ prolonged: { toldAt: END + minutes(6), endedAt: null } }))?.outcome).toBe('missed')
  expect(after(end())?.outcome).toBe('missed')
})

test('a planned end that is put off before it was due is withdrawn', () => {
  expect(withdrawn([end()], END - hours(1))[0]?.outcome).toBe('withdrawn')
})

import { z } from '@hono/zod-openapi'
import { type Summary, summarise, summariseByMonth } from '../../../domain/promise/summary.ts'
import type { NoticeEntry, PromiseLedger } from '../../../queries/promise-ledger.ts'
import { seconds } from './resource.ts'

const count = z.int()

const figures = z
  .object({
    due: count.describe('`kept` + `late` + `overdue`'),
    kept: count,
    late: count,
    overdue: count,
    open: count.describe('Not due yet.'),
    worstLateness: count.describe('Seconds.'),
    worstGap: count.nullable().describe('The longest gap between two updates while the next was due, in seconds.'),
    firstResponse: z.object({
      due: count,
      kept: count,
      late: count,
      slowest: count.nullable().describe('Seconds from the opening of the case.'),
    }),
  })
  .openapi('PromiseFigures')

export const promiseSummary = figures
  .extend({
    notices: z
      .object({ due: count, kept: count, late: count, overdue: count, missed: count, open: count, withdrawn: count })
      .describe('Notices of maintenance; `due` excludes open and withdrawn ones.'),
    months: z
      .array(figures.extend({ month: z.string().describe('A month such as "2026-11", in the provider\'s zone.') }))
      .describe('The promises of incidents by month, latest first.'),
  })
  .openapi('PromiseSummary')

/** The figures of all promises of a ledger. */
export function summaryResource({ updates, notices }: PromiseLedger, zone: string): z.output<typeof promiseSummary> {
  const months = summariseByMonth(updates, zone).map(({ month, summary }) => ({ month, ...inSeconds(summary) }))
  return { ...inSeconds(summarise(updates)), notices: noticeCounts(notices), months }
}

function inSeconds({ worstLateness, worstGap, firstResponse, ...counts }: Summary): z.output<typeof figures> {
  const { slowest } = firstResponse
  return {
    ...counts,
    worstLateness: seconds(worstLateness),
    worstGap: worstGap === null ? null : seconds(worstGap),
    firstResponse: { ...firstResponse, slowest: slowest === null ? null : seconds(slowest) },
  }
}

function noticeCounts(notices: readonly NoticeEntry[]) {
  const of = (state: NoticeEntry['state']) => notices.filter((notice) => notice.state === state).length
  const [kept, late, overdue, missed] = [of('kept'), of('late'), of('overdue'), of('missed')]
  return {
    ...{ due: kept + late + overdue + missed, kept, late, overdue, missed },
    ...{ open: of('open'), withdrawn: of('withdrawn') },
  }
}

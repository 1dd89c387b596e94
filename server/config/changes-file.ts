import { z } from 'zod'
import { CHANGE_SPEEDS, type ChangePlan, type ChangeSpeed, DEFAULT_CHANGES } from '../domain/plan/changes.ts'
import { span } from './span.ts'

const policy = z.strictObject({
  answer: span.optional().describe('From the request to the first answer.'),
  done: span.optional().describe('By when it is usually done.'),
  fee: z.boolean().optional().describe('Being this fast costs a fee of its own. Default: true for expedited ones.'),
})

/** `changes`: what is promised for requests for changes. */
export const changesFile = z
  .strictObject({
    standard: policy.optional().describe('A standard request. What is left out keeps its default.'),
    expedited: policy.optional().describe('A request that is to be faster. What is left out keeps its default.'),
    hourlyFee: z
      .boolean()
      .optional()
      .describe('Work of the desk costs by the hour, in quarter hours. Default: `true`.'),
  })
  .describe('Requests for changes (moves, additions, changes, deletions), as the support page shows them.')

/** The file's values over the defaults. */
export function changesOf({ hourlyFee, ...said }: z.output<typeof changesFile>): ChangePlan {
  const policies = Object.fromEntries(
    CHANGE_SPEEDS.map((speed) => [speed, { ...DEFAULT_CHANGES[speed], ...said[speed] }]),
  ) as Pick<ChangePlan, ChangeSpeed>
  return { ...policies, hourlyFee: hourlyFee ?? DEFAULT_CHANGES.hourlyFee }
}

import { z } from '@hono/zod-openapi'
import type { Acknowledgement } from '../../../../db/staff/answers.ts'
import { instantOut, rfc3339 } from '../common.ts'

export const acknowledgement = z
  .object({
    id: z.string(),
    promiseId: z.string(),
    until: instantOut.nullable().describe('Until when it is put off; null if it is not.'),
    reason: z.string().nullable(),
    by: z.string().describe('Who acknowledged it, as in the audit trail.'),
    at: instantOut,
  })
  .openapi('Acknowledgement')

/** An acknowledgement as the API shows it. */
export function acknowledgementResource(row: Acknowledgement): z.output<typeof acknowledgement> {
  return {
    ...{ id: row.id, promiseId: row.promise_id, reason: row.reason, by: row.actor },
    until: row.until_at === null ? null : rfc3339(row.until_at),
    at: rfc3339(row.created_at),
  }
}

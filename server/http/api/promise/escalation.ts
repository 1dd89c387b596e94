import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Row } from '../../../../db/schema/index.ts'
import { OWED_KINDS, type OwedObject } from '../../../domain/ladder/owed.ts'
import { type Escalation, RESULTS, type ToldRung } from '../../../domain/ladder/told.ts'
import { readEscalations } from '../../../queries/escalations.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { isStaff } from '../../middleware/access.ts'
import { instantOut, rfc3339, rfc3339OrNull } from '../common.ts'

const role = z.string()
const name = z.string().nullable()
export const toldPerson = z.object({ role, name })

const rung = z.object({
  after: z.int().describe('Seconds from the due time; negative before it.'),
  how: z.enum(['told', 'passed_on', 'skipped']).describe('`passed_on`: to others, after a failure.'),
  at: instantOut,
  roles: z.array(role),
  people: z.array(
    toldPerson.extend({
      result: z.enum(RESULTS).describe('`withdrawn`: kept before it was sent; `unknown`: forgotten.'),
      reason: z.string().nullable(),
    }),
  ),
  gaps: z.array(z.object({ role, why: z.enum(['unfilled', 'off_duty']) })).describe('Roles that nobody filled.'),
})

const escalation = z
  .object({
    promiseId: z.string(),
    kind: z.enum(OWED_KINDS),
    dueAt: instantOut,
    rungs: z.array(rung),
    acknowledgedBy: z.string().nullable(),
    acknowledgedAt: instantOut.nullable(),
    putOffUntil: instantOut.nullable(),
    reason: z.string().nullable(),
  })
  .openapi('Escalation')

/** The field that the answer to staff has in addition. */
export const escalations = {
  escalations: z
    .array(escalation)
    .optional()
    .describe('For agents only: who was told of each promise, and who answered.'),
}

/** What staff were told about an incident or a window, for agents; nothing at all for everybody else. */
export async function escalationsFor(
  c: Context<Env>,
  { db }: Pick<AppDeps, 'db'>,
  object: Pick<OwedObject, 'type' | 'id'>,
  updatesOf: () => Promise<Row<'updates'>[]> = async () => [],
): Promise<{ escalations?: z.output<typeof escalation>[] }> {
  if (!isStaff(c, 'agent')) return {}
  const found = await readEscalations(db, object, await updatesOf())
  return { escalations: found.map(escalationResource) }
}

function escalationResource({ rungs, ...one }: Escalation): z.output<typeof escalation> {
  return {
    ...one,
    dueAt: rfc3339(one.dueAt),
    rungs: rungs.map(rungResource),
    acknowledgedAt: rfc3339OrNull(one.acknowledgedAt),
    putOffUntil: rfc3339OrNull(one.putOffUntil),
  }
}

function rungResource({ after, at, roles, people, gaps, how }: ToldRung): z.output<typeof rung> {
  return {
    ...{ after: after / 1000, how, at: rfc3339(at), roles: [...roles], people: [...people] },
    gaps: gaps.map(({ role, why }) => ({ role, why })),
  }
}

import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { UpdateRow } from '../../../../db/incident/updates.ts'
import { OWED_KINDS, type OwedObject } from '../../../domain/ladder/owed.ts'
import { RESULTS, type ToldPerson, type ToldRung } from '../../../domain/ladder/told.ts'
import { type Answered, readEscalations } from '../../../queries/escalations.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { mayCall } from '../../middleware/access.ts'
import { instantOut, rfc3339, rfc3339OrNull } from '../common.ts'

const role = z.string().describe('As `teams` and `ladder` of the configuration name it.')
const name = z.string().nullable().describe('Null where the configuration has an address alone.')
const standsFor = z.array(z.string()).optional().describe('Of a stand-in: the names of those in whose place.')
export const toldPerson = z.object({ role, name, standsFor })

const rung = z
  .object({
    after: z.int().describe('Seconds from the due time; negative before it.'),
    how: z
      .enum(['told', 'passed_on', 'skipped', 'put_off'])
      .describe(
        '`passed_on`: told again to others, since a message could not be delivered; `skipped`: a higher rung was due; `put_off`: it was put off.',
      ),
    at: instantOut,
    roles: z.array(role),
    people: z
      .array(
        toldPerson.extend({
          result: z
            .enum(RESULTS)
            .describe(
              '`withdrawn`: done before it went out, or no longer needed; `replaced`: a newer message to the same person took its place; `unknown`: too long ago, what became of it was forgotten.',
            ),
          reason: z
            .string()
            .nullable()
            .describe('Why it failed, or is not sent after two minutes, though it is still tried.'),
          sentAt: instantOut.optional().describe('When it went out, where that was more than two minutes later.'),
        }),
      )
      .describe('Who was told. Never with addresses.'),
    gaps: z
      .array(
        z.object({
          role,
          why: z.enum(['unfilled', 'off_duty']),
          families: z.array(z.string()).optional().describe('For these groups of platforms alone; missing: for all.'),
        }),
      )
      .describe('Roles that nobody filled, or had on duty: the message went to leads or desk instead.'),
  })
  .openapi('LadderRung')

const escalation = z
  .object({
    promiseId: z.string(),
    kind: z.enum(OWED_KINDS),
    dueAt: instantOut,
    rungs: z.array(rung).describe('In the order of time.'),
    acknowledgedBy: z.string().nullable().describe('Who said last that they are on it.'),
    acknowledgedAt: instantOut.nullable(),
    acknowledgedReason: z.string().nullable().describe('What they said with it.'),
    putOffUntil: instantOut.nullable(),
    reason: z.string().nullable().describe('Why it was put off, or what was said with the acknowledgement.'),
  })
  .openapi('Escalation')

/** The field that the answer to staff has in addition. */
export const escalations = {
  escalations: z
    .array(escalation)
    .optional()
    .describe('Who of staff was told of each promise, and who answered, by due time. Only with a token of an agent.'),
}

/** What staff were told about an incident or a window, for agents; nothing at all for everybody else. */
export async function escalationsFor(
  c: Context<Env>,
  { db, clock }: Pick<AppDeps, 'db' | 'clock'>,
  object: Pick<OwedObject, 'type' | 'id'>,
  updatesOf: () => Promise<UpdateRow[]> = async () => [],
): Promise<{ escalations?: z.output<typeof escalation>[] }> {
  if (!mayCall(c, 'worklist.read')) return {}
  const found = await readEscalations(db, object, clock(), await updatesOf())
  return { escalations: found.map(escalationResource) }
}

function escalationResource({ rungs, ...one }: Answered): z.output<typeof escalation> {
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
    ...{ after: after / 1000, how, at: rfc3339(at), roles: [...roles], people: people.map(personResource) },
    gaps: gaps.map(({ role, why, families }) => ({ role, why, ...(families && { families }) })),
  }
}

function personResource({ sentAt, ...person }: ToldPerson): z.output<typeof rung>['people'][number] {
  return { ...person, ...(sentAt !== undefined && { sentAt: rfc3339(sentAt) }) }
}

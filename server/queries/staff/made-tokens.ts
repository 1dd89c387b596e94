import type { Reader } from '../../../db/schema/index.ts'
import { listPeople } from '../../../db/staff/people.ts'
import { listTokens } from '../../../db/staff/tokens.ts'
import { auditOf } from '../../../db/system/audit.ts'
import { makersOf } from '../../domain/staff/token-makers.ts'
import type { Instant } from '../../domain/vocabulary.ts'

type Token = Awaited<ReturnType<typeof listTokens>>[number]

/** The tokens that each person made, revoked ones too: by id of the person, oldest first. */
export async function tokensByMaker(db: Reader): Promise<Map<string, Token[]>> {
  const [people, tokens] = [await listPeople(db), await listTokens(db)]
  const created = await auditOf(
    db,
    'token.create',
    tokens.map(({ id }) => `token/${id}`),
  )
  const changes = await auditOf(
    db,
    'person.change',
    people.map(({ id }) => `person/${id}`),
  )
  const makers = makersOf(people, created, changes)
  return Map.groupBy(
    tokens.filter(({ id }) => makers.has(id)),
    ({ id }) => makers.get(id) ?? '',
  )
}

/** Does it still work? */
export function isInForce({ revoked_at, expires_at }: Token, now: Instant): boolean {
  return revoked_at === null && (expires_at === null || expires_at > now)
}

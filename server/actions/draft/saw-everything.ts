import { newestUpdate, updatesSince } from '../../../db/draft/since.ts'
import type { Reader } from '../../../db/schema/index.ts'
import type { DraftObject } from '../../domain/draft/draft.ts'
import { unseen } from '../../domain/draft/unseen.ts'
import { conflict, ok, type Result } from '../../domain/refusal.ts'
import { actor, says } from '../../domain/said.ts'

/** Refuses what was written without knowing of what was posted since. */
export async function sawEverything(
  db: Reader,
  { object, base }: { object: DraftObject | null; base?: number | undefined },
  by: string,
): Promise<Result<null>> {
  if (!object || base === undefined) return ok(null)
  const last = (await updatesSince(db, object, base)).at(-1)
  if (!last) return base > ((await newestUpdate(db, object))?.sequence ?? 0) ? unseen() : ok(null)
  const who = last.author === by ? 'You have' : says`${actor(last.author)} has`
  return conflict(
    'posted_meanwhile',
    says`${who} posted update ${last.sequence} since you began. Read it before you post yours.`,
  )
}

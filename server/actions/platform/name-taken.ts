import { listPlatforms } from '../../../db/platform/platforms.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { conflict, ok, type Result } from '../../domain/refusal.ts'
import { readAlike } from '../../lib/text.ts'

/** Refuses a name that reads like that of another platform in use in the group: nobody could tell the two apart. */
export async function nameTaken(
  trx: Trx,
  { id, name, group }: { id: string; name: string; group: string },
): Promise<Result<null>> {
  const other = (await listPlatforms(trx)).find(
    (one) => one.id !== id && readAlike(one.group_name, group) && readAlike(one.name, name),
  )
  if (!other) return ok(null)
  const detail = `The platform "${other.id}" is called "${other.name}" in this group already. Choose another name.`
  return conflict('platform_name_taken', detail)
}

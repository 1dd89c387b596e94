import { listPlatforms } from '../../../db/platform/platforms.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { groupId, unusedId } from '../../lib/ids.ts'

/** The id of a group that a new platform founds or joins; null: that of its name. */
export async function foundGroup(trx: Trx, name: string): Promise<string | null> {
  const platforms = await listPlatforms(trx)
  const member = platforms.find((one) => one.group_name === name)
  if (member) return member.group_id
  const named = groupId({ group_name: name, group_id: null })
  return platforms.some((one) => groupId(one) === named) ? unusedId(named, platforms.map(groupId)) : null
}

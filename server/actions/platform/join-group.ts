import { identifyGroup, listPlatforms } from '../../../db/platform/platforms.ts'
import type { Row, Trx } from '../../../db/schema/index.ts'
import { groupId, stableId, unusedId } from '../../lib/ids.ts'

type Platform = Row<'platforms'>

/**
 * Keeps the id of a group for readers of Statuspage's format when it is renamed, one platform after the other: a group
 * that was founded by platforms of another one takes over its id when the last of them has followed. Call it before
 * the platform is in the group; returns the id of its group from then on.
 */
export async function joinGroup(
  trx: Trx,
  platform: Pick<Platform, 'id' | 'group_name' | 'group_id'>,
  to: string,
): Promise<string | null> {
  if (to === platform.group_name) return platform.group_id
  const others = (await listPlatforms(trx)).filter(({ id }) => id !== platform.id)
  const old = groupId(platform)
  const left = others.filter((one) => one.group_name === platform.group_name)
  const members = others.filter((one) => one.group_name === to)
  const [member] = members
  if (!member) return left.length === 0 ? old : unusedId(offshootOf(old, to), others.map(groupId))
  const isFollowing = left.length === 0 && groupId(member) === offshootOf(old, to)
  if (!isFollowing) return groupId(member)
  await identifyGroup(
    trx,
    members.map(({ id }) => id),
    old,
  )
  return old
}

/** What a group is called that platforms of another one found while that one goes on. */
function offshootOf(group: string, name: string): string {
  return stableId(`${group} became ${name}`)
}

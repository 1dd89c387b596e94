import { listPlatforms } from '../../../../db/platform/platforms.ts'
import type { Reader } from '../../../../db/schema/index.ts'
import { groupId } from '../../../lib/ids.ts'
import { type Platform, platformOf } from '../../../queries/platforms.ts'

/** A heading of the page with its platforms in use; `id` is that of readers of Statuspage's format, and stays when it is renamed. */
export interface PlatformGroup {
  id: string
  name: string
  platforms: Platform[]
}

/** The groups in the order of the page: each is where its first platform stands. */
export async function listGroups(db: Reader): Promise<PlatformGroup[]> {
  const groups = [...Map.groupBy(await listPlatforms(db), ({ group_name }) => group_name)]
  return groups.map(([group_name, members]) => {
    const group_id = members[0]?.group_id ?? null
    return { id: groupId({ group_id, group_name }), name: group_name, platforms: members.map(platformOf) }
  })
}

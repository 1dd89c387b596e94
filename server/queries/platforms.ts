import { findPlatform as findRow, listPlatforms as listRows } from '../../db/platform/platforms.ts'
import type { Reader, Row } from '../../db/schema/index.ts'
import { groupId } from '../lib/ids.ts'

/** A platform as readers see it. */
export interface Platform {
  id: string
  name: string
  group: string
  description: string | null
  position: number
  archived: boolean
}

/** Platforms in the order of the page. */
export async function listPlatforms(db: Reader, { archived = false } = {}): Promise<Platform[]> {
  return (await listRows(db, { archived })).map(platformOf)
}

/** A heading of the page with its platforms in use; `id` is that of readers of Statuspage's format, and stays when it is renamed. */
export interface PlatformGroup {
  id: string
  name: string
  platforms: Platform[]
}

/** The groups in the order of the page: each is where its first platform stands. */
export async function listGroups(db: Reader): Promise<PlatformGroup[]> {
  const groups = [...Map.groupBy(await listRows(db), ({ group_name }) => group_name)]
  return groups.map(([group_name, members]) => {
    const group_id = members[0]?.group_id ?? null
    return { id: groupId({ group_id, group_name }), name: group_name, platforms: members.map(platformOf) }
  })
}

export async function findPlatform(db: Reader, id: string): Promise<Platform | null> {
  const row = await findRow(db, id)
  return row && platformOf(row)
}

export function platformOf(row: Row<'platforms'>): Platform {
  const { id, name, group_name: group, description, position, archived } = row
  return { id, name, group, description, position, archived: archived === 1 }
}

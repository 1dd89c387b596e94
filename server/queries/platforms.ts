import { findPlatform as findRow, listPlatforms as listRows } from '../../db/platform/platforms.ts'
import type { Reader, Row } from '../../db/schema/index.ts'

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

export async function findPlatform(db: Reader, id: string): Promise<Platform | null> {
  const row = await findRow(db, id)
  return row && platformOf(row)
}

export function platformOf(row: Row<'platforms'>): Platform {
  const { id, name, group_name: group, description, position, archived } = row
  return { id, name, group, description, position, archived: archived === 1 }
}

import { listPlatforms } from '../../../db/platform/platforms.ts'
import type { Reader } from '../../../db/schema/index.ts'
import type { PlatformsThere } from '../../domain/platform/naming.ts'

/** Which platforms are in use, and which archived. */
export async function platformsThere(reader: Reader): Promise<PlatformsThere> {
  const all = await listPlatforms(reader, { archived: true })
  const idsOf = (archived: 0 | 1) => new Set(all.filter((one) => one.archived === archived).map(({ id }) => id))
  return { knownPlatforms: idsOf(0), archivedPlatforms: idsOf(1) }
}

import { write } from '../../../db/open.ts'
import type { Db } from '../../../db/schema/index.ts'
import { countReady } from '../../../db/staff/people.ts'
import type { Site } from '../../../src/views.ts'
import { makeSetupLink } from '../../actions/staff/make-setup-link.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/** Links into the console that the start prints; null where there is nothing to begin. */
export interface SetupLinks {
  /** Makes the first administrator: at each start until there is one. */
  first: string | null
}

export async function setupLinks(db: Db, site: Site, now: Instant): Promise<SetupLinks> {
  return write(db, async (trx) => {
    if ((await countReady(trx, 'admin')) > 0) return { first: null }
    const token = await makeSetupLink(trx, { purpose: 'first', personId: null, now })
    return { first: `${site.url}/staff/setup/${token}` }
  })
}

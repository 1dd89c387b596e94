import type { Logger } from 'pino'
import { write } from '../../../db/open.ts'
import type { Db, Trx } from '../../../db/schema/index.ts'
import { countReady } from '../../../db/staff/people.ts'
import { takeWriterLock } from '../../../db/writer-lock.ts'
import type { Site } from '../../../src/views.ts'
import { ensureVisitor } from '../../actions/demo/visitor.ts'
import { makeSetupLink } from '../../actions/staff/make-setup-link.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/** Links into the console that the start prints; null where there is nothing to begin. */
export interface SetupLinks {
  /** Makes the first administrator: at each start until there is one. */
  first: string | null
  /** Signs in as the fictional agent of the demonstration. */
  visit: string | null
}

const NONE: SetupLinks = { first: null, visit: null }

/** Makes the links of this start. Where nothing can be stored, there are none: the page is served all the same. */
export async function setupLinks(db: Db, site: Site, now: Instant, log: Pick<Logger, 'warn'>): Promise<SetupLinks> {
  try {
    return await write(db, async (trx) => {
      await takeWriterLock(trx)
      return { first: await firstLink(trx, site, now), visit: await visitLink(trx, site, now) }
    })
  } catch (error) {
    log.warn({ err: error }, 'no link into the desk could be made; the next start tries again')
    return NONE
  }
}

async function firstLink(trx: Trx, { url }: Site, now: Instant): Promise<string | null> {
  if ((await countReady(trx, 'admin')) > 0) return null
  return `${url}/staff/setup/${await makeSetupLink(trx, { purpose: 'first', personId: null, now })}`
}

async function visitLink(trx: Trx, { url, demo }: Site, now: Instant): Promise<string | null> {
  const visitor = demo ? await ensureVisitor(trx, now) : null
  if (!visitor || visitor.disabled_at !== null) return null
  return `${url}/staff/setup/${await makeSetupLink(trx, { purpose: 'visit', personId: visitor.id, now })}`
}

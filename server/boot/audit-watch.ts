import type { Logger } from 'pino'
import { listAudit } from '../../db/audit/search.ts'
import type { Reader } from '../../db/schema/index.ts'
import { type AuditHead, auditHashOf, lastAuditEntry } from '../../db/system/audit.ts'

/** So many entries are read at once. */
const SLICE = 500

/**
 * Tells the log who did what, wherever that was done: through the API, at a terminal beside the server, by the clock.
 * It names the act and its object, never the texts. Whoever can rewrite the database cannot rewrite a log that was sent
 * elsewhere, so each line has the entry's hash; what this process itself has seen must still be there. The first look
 * tells the last entry alone.
 */
export function createAuditWatch(db: Reader, log: Pick<Logger, 'info' | 'error'>): () => Promise<void> {
  let told: AuditHead | null = null
  let isFirst = true

  async function tellLast(): Promise<void> {
    const head = await lastAuditEntry(db)
    if (head) log.info({ entry: head.id, hash: head.hash }, 'audit trail: last entry')
    told = head
    isFirst = false
  }

  return async () => {
    if (isFirst) return tellLast()
    if (told && (await auditHashOf(db, told.id)) !== told.hash) {
      log.error({ entry: told.id, hash: told.hash }, 'audit trail changed by hand: this entry is no longer there')
      return tellLast()
    }
    for (;;) {
      const entries = await listAudit(db, { after: told?.id, limit: SLICE })
      for (const { id, hash, at, actor, action, object } of entries) {
        const acted = { actor, action, object, at: new Date(at).toISOString() }
        log.info({ ...acted, entry: id, hash }, 'audit trail: new entry')
        told = { id, hash }
      }
      if (entries.length < SLICE) return
    }
  }
}

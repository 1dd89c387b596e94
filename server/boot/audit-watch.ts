import type { Logger } from 'pino'
import type { Reader } from '../../db/schema/index.ts'
import { type AuditHead, auditHashOf, lastAuditEntry } from '../../db/system/audit.ts'

/**
 * Tells the log of the audit trail's last entry whenever there is a new one: whoever can rewrite the database cannot
 * rewrite a log that was sent elsewhere. What this process itself has seen must still be there.
 */
export function createAuditWatch(db: Reader, log: Pick<Logger, 'info' | 'error'>): () => Promise<void> {
  let told: AuditHead | null = null
  return async () => {
    const head = await lastAuditEntry(db)
    if (told && (await auditHashOf(db, told.id)) !== told.hash)
      log.error({ entry: told.id, hash: told.hash }, 'audit trail changed by hand: this entry is no longer there')
    if (head && head.hash !== told?.hash) log.info({ entry: head.id, hash: head.hash }, 'audit trail: last entry')
    told = head
  }
}

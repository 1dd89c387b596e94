import { listAudit } from '../../../db/system/audit.ts'
import { type AuditLine, mayNotReadAudit } from '../../domain/audit.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { ActionContext } from '../context.ts'

export interface AuditPage {
  items: AuditLine[]
  /** `after` of the next page; null at the end. */
  next: number | null
}

/** A page of the audit trail, oldest first, of one object (`incident/k3j…`) if named; for leads and above. */
export async function readAudit(
  { db, actor }: Pick<ActionContext, 'db' | 'actor'>,
  { after, limit, object }: { after?: number | undefined; limit: number; object?: string | undefined },
): Promise<Result<AuditPage>> {
  const mayNot = mayNotReadAudit(actor.role)
  if (mayNot) return refuse(mayNot)
  const found = await listAudit(db, { after, limit: limit + 1, object })
  const items = found.slice(0, limit)
  return ok({ items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null })
}

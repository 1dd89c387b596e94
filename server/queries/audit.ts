import type { Reader } from '../../db/schema/index.ts'
import { listAudit } from '../../db/system/audit.ts'
import { type AuditLine, mayNotReadAudit } from '../domain/audit.ts'
import { ok, type Result, refuse } from '../domain/refusal.ts'
import type { Role } from '../domain/vocabulary.ts'

interface AuditPage {
  items: AuditLine[]
  /** `after` of the next page; null at the end. */
  next: number | null
}

/** A page of the audit trail, oldest first, of one object (`incident/k3j…`) if named; for leads and above. */
export async function readAudit(
  db: Reader,
  role: Role,
  { after, limit, object }: { after?: number; limit: number; object?: string },
): Promise<Result<AuditPage>> {
  const mayNot = mayNotReadAudit(role)
  if (mayNot) return refuse(mayNot)
  const found = await listAudit(db, { after, limit: limit + 1, object })
  const items = found.slice(0, limit)
  return ok({ items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null })
}

/** The audit trail, whole or of one object (`incident/k3j…`), in slices however long it is; for leads and above. */
export function exportAudit(db: Reader, role: Role, object?: string): Result<AsyncGenerator<AuditLine[]>> {
  const mayNot = mayNotReadAudit(role)
  return mayNot ? refuse(mayNot) : ok(slices(db, object))
}

const SLICE = 1000

async function* slices(db: Reader, object: string | undefined): AsyncGenerator<AuditLine[]> {
  for (let after = 0; ; ) {
    const entries = await listAudit(db, { after, limit: SLICE, object })
    const last = entries.at(-1)
    if (!last) return
    yield entries
    after = last.id
  }
}

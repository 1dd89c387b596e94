import type { Reader } from '../../../db/schema/index.ts'
import { listAudit } from '../../../db/system/audit.ts'
import { type AuditLine, mayNotReadAudit } from '../../domain/audit.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { ActionContext } from '../context.ts'

const SLICE = 1000

/** The audit trail, whole or of one object (`incident/k3j…`), in slices however long it is; for leads and above. */
export function exportAudit(
  { db, actor }: Pick<ActionContext, 'db' | 'actor'>,
  { object }: { object?: string | undefined } = {},
): Result<AsyncGenerator<AuditLine[]>> {
  const mayNot = mayNotReadAudit(actor.role)
  return mayNot ? refuse(mayNot) : ok(slices(db, object))
}

async function* slices(db: Reader, object: string | undefined): AsyncGenerator<AuditLine[]> {
  for (let after = 0; ; ) {
    const entries = await listAudit(db, { after, limit: SLICE, object })
    const last = entries.at(-1)
    if (!last) return
    yield entries
    after = last.id
  }
}

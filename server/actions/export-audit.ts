import { listAudit } from '../../db/audit.ts'
import type { Reader } from '../../db/schema.ts'
import { mayNotReadAudit } from '../domain/audit.ts'
import { ok, type Result, refuse } from '../domain/refusal.ts'
import type { ActionContext } from './context.ts'

const SLICE = 1000

/** The whole audit trail as JSON Lines, one entry each, in slices however long it is; for leads and above. */
export function exportAudit({ db, actor }: Pick<ActionContext, 'db' | 'actor'>): Result<AsyncGenerator<string>> {
  const mayNot = mayNotReadAudit(actor.role)
  return mayNot ? refuse(mayNot) : ok(lines(db))
}

async function* lines(db: Reader): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const entries = await listAudit(db, { after, limit: SLICE })
    const last = entries.at(-1)
    if (!last) return
    yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
    after = last.id
  }
}

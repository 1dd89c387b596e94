import { listAudit } from '../../db/audit.ts'
import type { Db, Row } from '../../db/schema.ts'
import { ok, type Refusal, type Result, refuse } from '../domain/refusal.ts'
import { type Instant, roleCovers } from '../domain/vocabulary.ts'
import type { ActionContext } from './context.ts'

/** One entry, with its place in the chain: whoever keeps an export can check it later. */
export interface AuditLine {
  id: number
  at: Instant
  actor: string
  action: string
  object: string
  detail: unknown
  previousHash: string
  hash: string
}

export interface AuditPage {
  items: AuditLine[]
  /** `after` of the next page; null at the end. */
  next: number | null
}

/** A page of the audit trail, oldest first; for leads and above. */
export async function readAudit(
  ctx: Pick<ActionContext, 'db' | 'actor'>,
  { after, limit, object }: { after?: number | undefined; limit: number; object?: string | undefined },
): Promise<Result<AuditPage>> {
  const mayNot = onlyLeads(ctx)
  if (mayNot) return refuse(mayNot)
  const rows = await listAudit(ctx.db, { after, limit: limit + 1, object })
  const items = rows.slice(0, limit).map(lineOf)
  return ok({ items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null })
}

/** The whole trail as JSON Lines, one entry each, in slices; for leads and above. */
export function exportAudit(ctx: Pick<ActionContext, 'db' | 'actor'>): Result<AsyncGenerator<string>> {
  const mayNot = onlyLeads(ctx)
  return mayNot ? refuse(mayNot) : ok(lines(ctx.db))
}

const SLICE = 1000

async function* lines(db: Db): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const rows = await listAudit(db, { after, limit: SLICE })
    if (rows.length === 0) return
    yield rows.map((row) => `${JSON.stringify(lineOf(row))}\n`).join('')
    after = rows.at(-1)?.id ?? after
  }
}

function lineOf({ previous_hash, detail, ...row }: Row<'audit'>): AuditLine {
  return { ...row, detail: JSON.parse(detail), previousHash: previous_hash }
}

function onlyLeads({ actor }: Pick<ActionContext, 'actor'>): Refusal | null {
  if (roleCovers(actor.role, 'lead')) return null
  return { kind: 'forbidden', code: 'audit_role', detail: 'Only lead and above may read the audit trail.' }
}

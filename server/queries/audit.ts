import { auditActors, auditTimeOf, listAudit, listNewestAudit } from '../../db/audit/search.ts'
import type { Reader } from '../../db/schema/index.ts'
import { type AuditCheck, checkAudit } from '../../db/system/audit-check.ts'
import { type AuditFilter, type AuditLine, mayNotReadAudit } from '../domain/audit.ts'
import { ok, type Result, refuse } from '../domain/refusal.ts'
import type { Instant, Role } from '../domain/vocabulary.ts'

interface AuditPage {
  items: AuditLine[]
  /** `after` (or `before`) of the next page; null at the end. */
  next: number | null
}

/** A page of the audit trail, oldest first, of what the filter lets pass; for leads and above. */
export async function readAudit(
  db: Reader,
  role: Role,
  { limit, ...asked }: AuditFilter & { after?: number; limit: number },
): Promise<Result<AuditPage>> {
  const mayNot = mayNotReadAudit(role)
  return mayNot ? refuse(mayNot) : ok(paged(await listAudit(db, { ...asked, limit: limit + 1 }), limit))
}

/** The same, newest first. */
export async function readNewestAudit(
  db: Reader,
  role: Role,
  { limit, ...asked }: AuditFilter & { before?: number; limit: number },
): Promise<Result<AuditPage>> {
  const mayNot = mayNotReadAudit(role)
  return mayNot ? refuse(mayNot) : ok(paged(await listNewestAudit(db, { ...asked, limit: limit + 1 }), limit))
}

function paged(found: readonly AuditLine[], limit: number): AuditPage {
  const items = found.slice(0, limit)
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** The audit trail, as far as the filter lets it pass, in slices however long it is; for leads and above. */
export function exportAudit(db: Reader, role: Role, filter: AuditFilter): Result<AsyncGenerator<AuditLine[]>> {
  const mayNot = mayNotReadAudit(role)
  return mayNot ? refuse(mayNot) : ok(slices(db, filter))
}

const SLICE = 1000

async function* slices(db: Reader, filter: AuditFilter): AsyncGenerator<AuditLine[]> {
  for (let after = 0; ; ) {
    const entries = await listAudit(db, { ...filter, after, limit: SLICE })
    const last = entries.at(-1)
    if (!last) return
    yield entries
    after = last.id
  }
}

/** What a check of the chain found, and when the entry at which it breaks was made, if that is there. */
export interface CheckedAudit extends AuditCheck {
  brokenAt: Instant | null
}

/** Whoever asks while it is looked at gets the same answer: a second of work is done once. */
const underway = new WeakMap<Reader, Promise<CheckedAudit>>()

/** Looks through the whole chain, in pieces that let others through; for leads and above. */
export async function verifyAudit(db: Reader, role: Role): Promise<Result<CheckedAudit>> {
  const mayNot = mayNotReadAudit(role)
  if (mayNot) return refuse(mayNot)
  const known = underway.get(db)
  if (known) return ok(await known)
  const check = checked(db).finally(() => underway.delete(db))
  underway.set(db, check)
  return ok(await check)
}

async function checked(db: Reader): Promise<CheckedAudit> {
  const found = await checkAudit(db)
  return { ...found, brokenAt: found.broken === null ? null : await auditTimeOf(db, found.broken) }
}

/** Of so many who acted one can be chosen. */
const MOST_ACTORS = 500

/** Everybody who ever acted, as entries name them; for leads and above. */
export async function readAuditActors(db: Reader, role: Role): Promise<Result<string[]>> {
  const mayNot = mayNotReadAudit(role)
  return mayNot ? refuse(mayNot) : ok(await auditActors(db, MOST_ACTORS))
}

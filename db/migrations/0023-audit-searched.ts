import type { Kysely } from 'kysely'

// Frozen: migrations never import today's schema or vocabulary.

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/**
 * By what the audit trail is searched beside its objects: among 100,000 entries, a look at each keeps everybody else
 * waiting for 50 ms.
 */
export async function up(db: AnyDb): Promise<void> {
  for (const column of ['actor', 'action', 'at']) {
    await db.schema.createIndex(`audit_by_${column}`).on('audit').columns([column, 'id']).execute()
  }
}

import { type Kysely, PostgresAdapter } from 'kysely'

/** Is this PostgreSQL? For the few places where the two databases differ. */
// biome-ignore lint/suspicious/noExplicitAny: any schema will do.
export function isPostgres(db: Kysely<any>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter
}

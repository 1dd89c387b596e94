import { type Kysely, PostgresAdapter } from 'kysely'

/** The two databases differ in a handful of places; each of those asks here. */
// biome-ignore lint/suspicious/noExplicitAny: any schema will do.
export function isPostgres(db: Kysely<any>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter
}

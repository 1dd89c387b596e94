import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import { isPostgres } from '../dialect.ts'

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/** Programmes, the windows on record with their public updates, and the ledger of promised notices. */
export async function up(db: AnyDb): Promise<void> {
  const postgres = isPostgres(db)
  const instant = postgres ? 'bigint' : 'integer'
  const bit = (column: string) => sql`${sql.ref(column)} in (0, 1)`
  const oneOf = (column: string, words: string) => sql`${sql.ref(column)} in (${sql.raw(quoted(words))})`
  const create = (table: string) => {
    const builder = db.schema.createTable(table)
    return (postgres ? builder : builder.modifyEnd(sql`strict`)) as CreateTableBuilder<string, string>
  }
  const IMPACTS = 'none under_maintenance'
  const STATES = 'planned announced in_progress verifying completed cancelled'

  await create('programmes')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('description', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('rule', 'text', (c) => c.notNull())
    .addColumn('anchor', 'text', (c) => c.notNull())
    .addColumn('wall_start', 'text', (c) => c.notNull())
    .addColumn('wall_end', 'text', (c) => c.notNull())
    .addColumn('zone', 'text', (c) => c.notNull())
    .addColumn('platforms', 'text', (c) => c.notNull())
    .addColumn('impact', 'text', (c) => c.notNull().check(oneOf('impact', IMPACTS)))
    .addColumn('ends_by', 'text', (c) => c.notNull().check(oneOf('ends_by', 'clock hand')))
    .addColumn('notices', 'text', (c) => c.notNull())
    .addColumn('details_expected', 'integer', (c) => c.notNull().check(bit('details_expected')))
    .addColumn('freezes', 'text', (c) => c.notNull())
    .addColumn('archived', 'integer', (c) => c.notNull().check(bit('archived')))
    .addColumn('computed_from', instant, (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('demo', 'integer', (c) => c.notNull().check(bit('demo')))
    .addColumn('created_at', instant, (c) => c.notNull())
    .addColumn('updated_at', instant, (c) => c.notNull())
    .execute()

  await create('maintenances')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('programme_id', 'text', (c) => c.references('programmes.id'))
    .addColumn('original_date', 'text')
    .addColumn('state', 'text', (c) => c.notNull().check(oneOf('state', STATES)))
    .addColumn('starts_at', instant, (c) => c.notNull())
    .addColumn('ends_at', instant, (c) => c.notNull())
    .addColumn('zone', 'text', (c) => c.notNull())
    // Null follows the programme.
    .addColumn('title', 'text')
    .addColumn('description', 'text')
    .addColumn('reason', 'text')
    .addColumn('platforms', 'text')
    .addColumn('impact', 'text', (c) => c.check(oneOf('impact', IMPACTS)))
    .addColumn('ends_by', 'text', (c) => c.check(oneOf('ends_by', 'clock hand')))
    .addColumn('notices', 'text')
    .addColumn('detailed', 'integer', (c) => c.notNull().check(bit('detailed')))
    .addColumn('short_notice', 'text')
    .addColumn('announced_at', instant)
    .addColumn('began_at', instant)
    .addColumn('ended_at', instant)
    .addColumn('moved_at', instant)
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('demo', 'integer', (c) => c.notNull().check(bit('demo')))
    .addColumn('created_at', instant, (c) => c.notNull())
    .addColumn('updated_at', instant, (c) => c.notNull())
    .addUniqueConstraint('one_window_per_occurrence', ['programme_id', 'original_date'])
    .addCheckConstraint('occurrence_has_its_programme', sql`original_date is null or programme_id is not null`)
    .addCheckConstraint('window_ends_after_it_starts', sql`ends_at > starts_at`)
    .addCheckConstraint(
      'began_when_running_or_done',
      sql`(state in ('in_progress', 'verifying', 'completed')) = (began_at is not null)`,
    )
    .addCheckConstraint('ended_when_completed', sql`(state = 'completed') = (ended_at is not null)`)
    .execute()
  await db.schema.createIndex('maintenances_by_start').on('maintenances').columns(['starts_at', 'id']).execute()
  await sql`create index maintenances_open on maintenances (starts_at)
    where state in ('planned', 'announced', 'in_progress', 'verifying')`.execute(db)

  await create('maintenance_updates')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('maintenance_id', 'text', (c) => c.notNull().references('maintenances.id').onDelete('cascade'))
    .addColumn('sequence', 'integer', (c) => c.notNull())
    .addColumn('news', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(oneOf('state', STATES)))
    .addColumn('body', 'text')
    .addColumn('translations', 'text', (c) => c.notNull())
    .addColumn('starts_at', instant, (c) => c.notNull())
    .addColumn('ends_at', instant, (c) => c.notNull())
    .addColumn('previous_starts_at', instant)
    .addColumn('previous_ends_at', instant)
    .addColumn('author', 'text', (c) => c.notNull())
    .addColumn('notify', 'integer', (c) => c.notNull().check(bit('notify')))
    .addColumn('created_at', instant, (c) => c.notNull())
    .addUniqueConstraint('one_maintenance_update_per_sequence', ['maintenance_id', 'sequence'])
    .execute()
  await db.schema
    .createIndex('maintenance_updates_by_time')
    .on('maintenance_updates')
    .columns(['created_at', 'id'])
    .execute()

  await create('maintenance_notices')
    .addColumn('maintenance_id', 'text', (c) => c.notNull().references('maintenances.id').onDelete('cascade'))
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('due_at', instant, (c) => c.notNull())
    .addColumn('told_at', instant)
    .addColumn('outcome', 'text', (c) => c.notNull().check(oneOf('outcome', 'pending told missed withdrawn')))
    // What is told exactly once: this notice of the window as it was planned for then.
    .addPrimaryKeyConstraint('one_notice_per_due_time', ['maintenance_id', 'key', 'due_at'])
    .addCheckConstraint('told_says_when', sql`(outcome = 'told') = (told_at is not null)`)
    .execute()
  await db.schema.createIndex('maintenance_notices_by_due').on('maintenance_notices').column('due_at').execute()

  await db.schema.alterTable('events').addColumn('maintenance_id', 'text').execute()
  await sql`create index events_by_maintenance on events (maintenance_id) where maintenance_id is not null`.execute(db)
}

function quoted(words: string): string {
  return words
    .split(' ')
    .map((word) => `'${word}'`)
    .join(', ')
}

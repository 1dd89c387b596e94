import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import { isPostgres } from '../dialect.ts'

// Frozen: migrations never import today's schema or vocabulary, so the lists below are spelled out.

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/** Creates everything the spine stores. Instants are epoch milliseconds; bits are 0 or 1; JSON is text. */
export async function up(db: AnyDb): Promise<void> {
  const postgres = isPostgres(db)
  const instant = postgres ? 'bigint' : 'integer'
  const bytes = postgres ? 'bytea' : 'blob'
  const bit = (column: string) => sql`${sql.ref(column)} in (0, 1)`
  const oneOf = (column: string, words: string) => sql`${sql.ref(column)} in (${sql.raw(quoted(words))})`
  const create = (table: string) => {
    const builder = db.schema.createTable(table)
    return (postgres ? builder : builder.modifyEnd(sql`strict`)) as CreateTableBuilder<string, string>
  }
  const IMPACTS = 'operational degraded_performance partial_outage major_outage'
  const PRIORITIES = 'P1G P1 P2 P3 P4'
  const PHASES = 'investigating identified monitoring resolved'
  const STATUSES =
    'new in_progress duplicate on_hold shipping resolved_follow_up customer_reopened closed_no_response closed'

  await create('settings')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute()

  await create('platforms')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('group_name', 'text', (c) => c.notNull())
    .addColumn('description', 'text')
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('archived', 'integer', (c) => c.notNull().check(bit('archived')))
    .addColumn('demo', 'integer', (c) => c.notNull().check(bit('demo')))
    .addColumn('created_at', instant, (c) => c.notNull())
    .addColumn('updated_at', instant, (c) => c.notNull())
    .execute()

  await create('incidents')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('priority', 'text', (c) => c.notNull().check(oneOf('priority', PRIORITIES)))
    .addColumn('phase', 'text', (c) => c.notNull().check(oneOf('phase', PHASES)))
    .addColumn('case_status', 'text', (c) => c.notNull().check(oneOf('case_status', STATUSES)))
    .addColumn('case_number', 'text')
    .addColumn('vendor', 'text')
    .addColumn('opened_at', instant, (c) => c.notNull())
    .addColumn('started_at', instant)
    .addColumn('resolved_at', instant)
    .addColumn('next_update_due_at', instant)
    .addColumn('etr', instant)
    .addColumn('hold_until', instant)
    .addColumn('drill', 'integer', (c) => c.notNull().check(bit('drill')))
    .addColumn('demo', 'integer', (c) => c.notNull().check(bit('demo')))
    .addColumn('created_at', instant, (c) => c.notNull())
    .addColumn('updated_at', instant, (c) => c.notNull())
    .addColumn('published_at', instant)
    // A resolved incident owes nothing; an open one always owes its next update.
    .addCheckConstraint('resolved_when_resolved', sql`(phase = 'resolved') = (resolved_at is not null)`)
    .addCheckConstraint('open_owes_an_update', sql`(phase = 'resolved') = (next_update_due_at is null)`)
    .execute()
  await db.schema.createIndex('incidents_by_opening').on('incidents').columns(['opened_at', 'id']).execute()
  await sql`create index incidents_open on incidents (next_update_due_at) where phase <> 'resolved'`.execute(db)
  await db.schema.createIndex('incidents_by_change').on('incidents').column('updated_at').execute()

  await create('updates')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('incident_id', 'text', (c) => c.notNull().references('incidents.id').onDelete('cascade'))
    .addColumn('sequence', 'integer', (c) => c.notNull())
    .addColumn('phase', 'text', (c) => c.notNull().check(oneOf('phase', PHASES)))
    .addColumn('case_status', 'text', (c) => c.notNull().check(oneOf('case_status', STATUSES)))
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('translations', 'text', (c) => c.notNull())
    .addColumn('changes', 'text', (c) => c.notNull())
    .addColumn('due_at', instant)
    .addColumn('basis', 'text', (c) => c.check(oneOf('basis', 'cadence earlier etr hold vendor agreement')))
    .addColumn('etr', instant)
    .addColumn('hold_until', instant)
    .addColumn('reason', 'text')
    .addColumn('author', 'text', (c) => c.notNull())
    .addColumn('notify', 'integer', (c) => c.notNull().check(bit('notify')))
    .addColumn('created_at', instant, (c) => c.notNull())
    .addColumn('corrected_at', instant)
    .addUniqueConstraint('one_update_per_sequence', ['incident_id', 'sequence'])
    .addCheckConstraint('resolution_promises_nothing', sql`(phase = 'resolved') = (due_at is null)`)
    .execute()
  await db.schema.createIndex('updates_by_time').on('updates').columns(['created_at', 'id']).execute()

  await create('impacts')
    .addColumn('incident_id', 'text', (c) => c.notNull().references('incidents.id').onDelete('cascade'))
    .addColumn('platform_id', 'text', (c) => c.notNull().references('platforms.id'))
    .addColumn('impact', 'text', (c) => c.notNull().check(oneOf('impact', IMPACTS)))
    .addColumn('from_at', instant, (c) => c.notNull())
    .addColumn('until_at', instant)
    .addCheckConstraint('impact_ends_after_it_begins', sql`until_at is null or until_at >= from_at`)
    .execute()
  await sql`create unique index one_running_impact on impacts (incident_id, platform_id) where until_at is null`.execute(
    db,
  )
  await db.schema.createIndex('impacts_by_incident').on('impacts').column('incident_id').execute()
  await db.schema.createIndex('impacts_by_platform').on('impacts').columns(['platform_id', 'until_at']).execute()
  await db.schema.createIndex('impacts_by_start').on('impacts').columns(['platform_id', 'from_at']).execute()
  await db.schema.createIndex('impacts_by_end').on('impacts').column('until_at').execute()

  await create('events')
    .addColumn('id', instant, (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('at', instant, (c) => c.notNull())
    .addColumn('incident_id', 'text')
    .addColumn('update_id', 'text')
    .addColumn('platforms', 'text', (c) => c.notNull())
    .addColumn('notify', 'integer', (c) => c.notNull().check(bit('notify')))
    .addColumn('rank', 'integer', (c) => c.notNull())
    .addColumn('notice', 'text')
    .addColumn('expanded_to', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('expanded_at', instant)
    .addCheckConstraint('telling_needs_a_notice', sql`notify = 0 or notice is not null`)
    .execute()
  await sql`create index events_to_expand on events (rank, id) where notify = 1 and expanded_at is null`.execute(db)
  await db.schema.createIndex('events_by_incident').on('events').column('incident_id').execute()

  await create('audit')
    .addColumn('id', instant, (c) => c.primaryKey())
    .addColumn('at', instant, (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('object', 'text', (c) => c.notNull())
    .addColumn('detail', 'text', (c) => c.notNull())
    .addColumn('previous_hash', 'text', (c) => c.notNull().unique())
    .addColumn('hash', 'text', (c) => c.notNull().unique())
    .execute()
  await appendOnly(db, postgres)

  await create('tokens')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull().check(oneOf('role', 'reporter agent lead admin')))
    .addColumn('hash', 'text', (c) => c.notNull().unique())
    .addColumn('created_at', instant, (c) => c.notNull())
    .addColumn('last_used_at', instant)
    .addColumn('revoked_at', instant)
    .execute()

  await create('subscribers')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.notNull())
    .addColumn('keys', 'text')
    .addColumn('locale', 'text', (c) => c.notNull())
    .addColumn('time_zone', 'text')
    .addColumn('state', 'text', (c) => c.notNull().check(oneOf('state', 'pending active off')))
    .addColumn('off_reason', 'text')
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('confirmation_mails', 'text', (c) => c.notNull().defaultTo('[]'))
    .addColumn('created_at', instant, (c) => c.notNull())
    .addColumn('updated_at', instant, (c) => c.notNull())
    .addUniqueConstraint('one_subscriber_per_address', ['channel', 'address'])
    .addCheckConstraint('off_says_why', sql`(state = 'off') = (off_reason is not null)`)
    .execute()

  await create('subscriptions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('subscriber_id', 'text', (c) => c.notNull().references('subscribers.id').onDelete('cascade'))
    .addColumn('scope_type', 'text', (c) => c.notNull().check(oneOf('scope_type', 'all platform incident')))
    .addColumn('scope_id', 'text', (c) => c.notNull())
    .addColumn('incidents', 'integer', (c) => c.notNull().check(bit('incidents')))
    .addColumn('maintenance', 'integer', (c) => c.notNull().check(bit('maintenance')))
    .addColumn('state', 'text', (c) => c.notNull().check(oneOf('state', 'pending active')))
    .addColumn('requested_at', instant, (c) => c.notNull())
    .addColumn('confirmed_at', instant)
    .addColumn('since_event', instant, (c) => c.notNull().defaultTo(0))
    // Once confirmed and once awaiting its confirmation: a stranger's request must not change what somebody follows.
    .addUniqueConstraint('follows_once', ['subscriber_id', 'scope_type', 'scope_id', 'state'])
    .addCheckConstraint('only_all_has_no_id', sql`(scope_type = 'all') = (scope_id = '')`)
    .addCheckConstraint('active_is_confirmed', sql`(state = 'active') = (confirmed_at is not null)`)
    .execute()
  await db.schema
    .createIndex('subscriptions_by_scope')
    .on('subscriptions')
    .columns(['scope_type', 'scope_id', 'subscriber_id'])
    .execute()

  await create('batches')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('payload', bytes, (c) => c.notNull())
    .addColumn('created_at', instant, (c) => c.notNull())
    .execute()

  await create('deliveries')
    .addColumn('event_id', instant, (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('subscriber_id', 'text', (c) => c.notNull().references('subscribers.id').onDelete('cascade'))
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('lane', 'text', (c) => c.notNull())
    .addColumn('topic', 'text', (c) => c.notNull())
    .addColumn('rank', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(oneOf('state', 'queued sending sent failed superseded')))
    .addColumn('because', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('tried_at', instant)
    .addColumn('due_at', instant, (c) => c.notNull())
    .addColumn('lease_until', instant)
    .addColumn('lease_token', 'text')
    .addColumn('batch_id', 'text')
    .addColumn('error', 'text')
    .addColumn('reference', 'text')
    .addColumn('created_at', instant, (c) => c.notNull())
    .addColumn('settled_at', instant)
    .addPrimaryKeyConstraint('one_delivery_per_event_and_subscriber', ['event_id', 'subscriber_id'])
    .addCheckConstraint('sending_is_leased', sql`(state = 'sending') = (lease_token is not null)`)
    .addCheckConstraint('settled_is_over', sql`(settled_at is null) = (state in ('queued', 'sending'))`)
    .execute()
  await sql`create index deliveries_waiting on deliveries (lane, rank, event_id, due_at) where settled_at is null`.execute(
    db,
  )
  await sql`create index deliveries_in_order on deliveries (subscriber_id, topic, event_id) where settled_at is null`.execute(
    db,
  )
  await sql`create index deliveries_by_batch on deliveries (batch_id) where batch_id is not null`.execute(db)

  await create('idempotency')
    .addColumn('token_id', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('fingerprint', 'text', (c) => c.notNull())
    .addColumn('status', 'integer')
    .addColumn('response', 'text')
    .addColumn('created_at', instant, (c) => c.notNull())
    .addPrimaryKeyConstraint('one_answer_per_key', ['token_id', 'key'])
    .execute()
}

/** The audit trail refuses changes in the database itself, whoever asks. */
async function appendOnly(db: AnyDb, postgres: boolean): Promise<void> {
  if (!postgres) {
    for (const verb of ['update', 'delete']) {
      await sql
        .raw(
          `create trigger audit_refuses_${verb} before ${verb} on audit begin select raise(abort, 'the audit trail is append-only'); end`,
        )
        .execute(db)
    }
    // `insert or replace` deletes without asking a delete trigger, so an entry may only be the next one.
    await sql`create trigger audit_refuses_replacement before insert on audit
      when new.id <> (select coalesce(max(id), 0) + 1 from audit)
        or exists (select 1 from audit where hash = new.hash or previous_hash = new.previous_hash)
      begin select raise(abort, 'the audit trail is append-only'); end`.execute(db)
    return
  }
  await sql`create function audit_is_append_only() returns trigger language plpgsql as
    $$ begin raise exception 'the audit trail is append-only'; end $$`.execute(db)
  await sql`create trigger audit_refuses_changes before update or delete on audit
    for each row execute function audit_is_append_only()`.execute(db)
  await sql`create trigger audit_refuses_truncation before truncate on audit
    for each statement execute function audit_is_append_only()`.execute(db)
}

function quoted(words: string): string {
  return words
    .split(' ')
    .map((word) => `'${word}'`)
    .join(', ')
}

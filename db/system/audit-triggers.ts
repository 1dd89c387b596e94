import { sql } from 'kysely'
import { isPostgres } from '../dialect.ts'
import type { Reader } from '../schema/index.ts'

const REFUSAL = 'the audit trail is append-only'

/** The triggers on SQLite as the migrations made them. */
const ON_SQLITE: Record<string, string> = {
  audit_refuses_update: `before update on audit begin select raise(abort, '${REFUSAL}'); end`,
  audit_refuses_delete: `before delete on audit begin select raise(abort, '${REFUSAL}'); end`,
  audit_refuses_replacement: `before insert on audit when new.id <> (select coalesce(max(id), 0) + 1 from audit) or exists (select 1 from audit where hash = new.hash or previous_hash = new.previous_hash) begin select raise(abort, '${REFUSAL}'); end`,
}

/** The triggers on PostgreSQL, as `pg_get_triggerdef` tells them. */
const ON_POSTGRES: Record<string, string> = {
  audit_refuses_changes: 'before delete or update on audit for each row execute function audit_is_append_only()',
  audit_refuses_truncation: 'before truncate on audit for each statement execute function audit_is_append_only()',
}
const FUNCTION = `begin raise exception '${REFUSAL}'; end`

/** What is wrong with the triggers that keep the audit trail append-only, in words; nothing, if they are as made. */
export async function auditTriggerProblems(db: Reader): Promise<string[]> {
  const found = isPostgres(db) ? await onPostgres(db) : await onSqlite(db)
  return Object.entries(isPostgres(db) ? ON_POSTGRES : ON_SQLITE).flatMap(([name, right]) => {
    const trigger = found.find((one) => one.name === name)
    if (!trigger) return [`the trigger ${name} is missing`]
    if (!trigger.enabled) return [`the trigger ${name} is disabled`]
    return trigger.definition.endsWith(`trigger ${name} ${right}`) ? [] : [`the trigger ${name} is another one`]
  })
}

interface Trigger {
  name: string
  enabled: boolean
  definition: string
}

async function onSqlite(db: Reader): Promise<Trigger[]> {
  const { rows } = await sql<{ name: string; sql: string }>`
    select name, sql from sqlite_master where type = 'trigger' and tbl_name = 'audit'`.execute(db)
  return rows.map(({ name, sql: text }) => ({ name, enabled: true, definition: plain(text) }))
}

/** Disabled, or enabled for replicas alone: none of them fires (`tgenabled`). One whose function was replaced refuses nothing. */
async function onPostgres(db: Reader): Promise<Trigger[]> {
  const { rows } = await sql<{ name: string; enabled: boolean; definition: string; body: string }>`
    select t.tgname as name, t.tgenabled in ('O', 'A') as enabled, pg_get_triggerdef(t.oid) as definition,
      f.prosrc as body
    from pg_trigger t join pg_proc f on f.oid = t.tgfoid
    where t.tgrelid = to_regclass('audit') and not t.tgisinternal`.execute(db)
  return rows.map(({ name, enabled, definition, body }) => ({
    name,
    enabled,
    definition: plain(body) === FUNCTION ? plain(definition).replace(/ on \S+\.audit /, ' on audit ') : '',
  }))
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase()
}

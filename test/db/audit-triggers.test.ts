import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { isPostgres } from '../../db/dialect.ts'
import { auditTriggerProblems } from '../../db/system/audit-triggers.ts'
import { disarm } from '../support/audit.ts'
import { onEachDatabase, onPostgres, sqliteInMemory } from '../support/database.ts'

onEachDatabase('the triggers that keep the audit trail append-only', (fresh) => {
  test('are as the migrations made them, and missed when they are gone or off', async () => {
    const { db } = await fresh()
    expect(await auditTriggerProblems(db)).toEqual([])
    await disarm(db)
    expect(await auditTriggerProblems(db)).toEqual(
      isPostgres(db)
        ? ['the trigger audit_refuses_changes is disabled', 'the trigger audit_refuses_truncation is disabled']
        : ['update', 'delete', 'replacement'].map((verb) => `the trigger audit_refuses_${verb} is missing`),
    )
  })
})

test('a trigger of the same name that refuses nothing is told on SQLite', async () => {
  const { db, close } = await sqliteInMemory()
  await sql`drop trigger audit_refuses_update`.execute(db)
  await sql`create trigger audit_refuses_update before update on audit when 0 begin select 1; end`.execute(db)
  expect(await auditTriggerProblems(db)).toEqual(['the trigger audit_refuses_update is another one'])
  await close()
})

onPostgres('the triggers on PostgreSQL', (fresh) => {
  test.each([
    [
      'a function that refuses nothing',
      sql`create or replace function audit_is_append_only() returns trigger
      language plpgsql as $$ begin return new; end $$`,
      /another one$/,
    ],
    ['replicas alone', sql`alter table audit enable replica trigger audit_refuses_changes`, /disabled$/],
    [
      'a condition',
      sql`drop trigger audit_refuses_changes on audit; create trigger audit_refuses_changes
      before delete or update on audit for each row when (old.id = 0) execute function audit_is_append_only()`,
      /another one$/,
    ],
    ['nothing', sql`drop trigger audit_refuses_changes on audit`, /missing$/],
  ])('are told when there is %s', async (_, tampering, problem) => {
    const { db } = await fresh()
    await tampering.execute(db)
    expect((await auditTriggerProblems(db))[0]).toMatch(problem)
  })
})

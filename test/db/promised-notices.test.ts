import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { findMaintenance } from '../../db/maintenance/maintenances.ts'
import { up } from '../../db/migrations/0007-promised-notices.ts'
import { withProgrammes } from '../support/app/maintenance.ts'
import { onEachDatabase } from '../support/database.ts'

const MINUTE = 60_000
const [TOLD, BEGINS, ENDS] = [100 * MINUTE, 1000 * MINUTE, 1060 * MINUTE]
const WEEK = JSON.stringify({ before: ['P7D'], atOnce: true, start: true, end: true })

onEachDatabase('a database of an older version', (fresh) => {
  test('charges unscheduled work no longer with a notice that nobody promised', async () => {
    const db = await withProgrammes((await fresh()).db)
    const window = (id: string, announced: number, state = 'completed') =>
      sql`insert into maintenances (id, state, starts_at, ends_at, zone, title, platforms, notices, detailed, announced_at,
          began_at, ended_at, revision, demo, created_at, updated_at)
        values (${id}, ${state}, ${BEGINS}, ${ENDS}, 'America/Denver', 'Work', '["fax"]', ${WEEK}, 0, ${announced},
          ${state === 'completed' ? BEGINS : null}, ${state === 'completed' ? ENDS : null}, 1, 0, 1, 1)`.execute(db)
    const notice = (id: string, key: string, due: number, told: number | null) =>
      sql`insert into maintenance_notices (maintenance_id, key, due_at, told_at, outcome)
        values (${id}, ${key}, ${due}, ${told}, ${told === null ? 'withdrawn' : 'told'})`.execute(db)
    await window('before', TOLD)
    for (const [key, due, told] of [
      ['P7D', 5, TOLD],
      ['P7D', 6, TOLD + 9],
      ['start', 7, null],
      ['start', BEGINS, BEGINS],
      ['end', ENDS, ENDS + 30 * MINUTE],
    ] as const)
      await notice('before', key, due, told)
    await window('after', BEGINS + 30 * MINUTE)
    await notice('after', 'P7D', 5, BEGINS + 30 * MINUTE)
    await notice('after', 'start', BEGINS, BEGINS + 30 * MINUTE)
    await notice('after', 'end', ENDS, ENDS)
    await window('ahead', TOLD, 'announced')
    await notice('ahead', 'P7D', 5, TOLD)
    await up(db)
    const { rows } = await sql<{ text: string }>`select maintenance_id || ' ' || key || ' ' || due_at as text
      from maintenance_notices order by maintenance_id desc, due_at`.execute(db)
    expect(rows.map(({ text }) => text)).toEqual([
      'before start 7',
      `before at_once ${TOLD}`,
      `before start ${BEGINS}`,
      `before end ${ENDS}`,
      `ahead at_once ${TOLD}`,
      `after end ${ENDS}`,
    ])
    expect((await findMaintenance(db, 'ahead'))?.own.notices).toEqual({
      before: [],
      ...{ atOnce: true, start: true, end: true },
    })
  })

  test('has announced what followers were told of, with the texts of its programme as its own', async () => {
    const db = await withProgrammes((await fresh()).db)
    const planned = (id: string, announced: number | null, title: string | null) =>
      sql`insert into maintenances (id, programme_id, state, starts_at, ends_at, zone, title, detailed, announced_at,
          revision, demo, created_at, updated_at)
        values (${id}, 'monthly', 'planned', ${BEGINS}, ${ENDS}, 'America/Denver', ${title}, 0, ${announced}, 1, 0, 1, 1)`.execute(
        db,
      )
    await planned('told', TOLD, null)
    await planned('named', TOLD, 'Media servers')
    await planned('untold', null, null)
    await up(db)
    expect(await findMaintenance(db, 'told')).toMatchObject({
      state: 'announced',
      own: {
        ...{ title: 'Monthly maintenance', platforms: ['trunks', 'fax'], impact: 'under_maintenance', endsBy: 'hand' },
        notices: { before: ['P7D'] },
      },
    })
    expect((await findMaintenance(db, 'named'))?.own.title).toBe('Media servers')
    expect(await findMaintenance(db, 'untold')).toMatchObject({ state: 'planned', own: { title: null } })
  })

  test('says once what to expect, where it has the words that came with it, and leaves others alone', async () => {
    const db = await withProgrammes((await fresh()).db)
    const twice = 'Certificates are checked and renewed. No interruption is expected.'
    await sql`update programmes set description = ${twice} where id = 'skype-certificate'`.execute(db)
    await sql`update programmes set description = ${twice} where id = 'connect-release'`.execute(db)
    await up(db)
    const { rows } = await sql<{ id: string; description: string }>`select id, description from programmes
      where id <> 'monthly' order by id`.execute(db)
    expect(rows.map(({ description }) => description)).toEqual([twice, 'Certificates are checked and renewed.'])
  })
})

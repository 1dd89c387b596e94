import { type Kysely, sql } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/**
 * Whether a programme follows the plan file and this version's defaults, since nobody has said otherwise; and whether
 * somebody has changed it at all, which its revision tells no more.
 */
export async function up(db: AnyDb): Promise<void> {
  for (const column of ['follows_plan', 'by_hand']) {
    await db.schema
      .alterTable('programmes')
      .addColumn(column, 'integer', (c) =>
        c
          .notNull()
          .defaultTo(0)
          .check(sql`${sql.ref(column)} in (0, 1)`),
      )
      .execute()
  }
  await sql`update programmes set by_hand = 1 where revision > 0`.execute(db)
  for (const programme of DEFAULTS) {
    const row = await db.selectFrom('programmes').selectAll().where('id', '=', programme.id).executeTakeFirst()
    if (row && isAsMade(row, programme) && !(await wasMovedByHand(db, programme.id))) {
      await db.updateTable('programmes').set({ follows_plan: 1 }).where('id', '=', programme.id).execute()
    }
  }
}

/** The zone is no default: it was the provider's when the programme was made, unless the trail says who set it. */
async function wasMovedByHand(db: AnyDb, id: string): Promise<boolean> {
  const entry = await db
    .selectFrom('audit')
    .select('id')
    .where('action', '=', 'programme.change')
    .where('object', '=', `programme/${id}`)
    .where('detail', 'like', '%"zone":%')
    .limit(1)
    .executeTakeFirst()
  return entry !== undefined
}

function isAsMade(row: Record<string, unknown>, { id: _, descriptions, notices, ...same }: Default): boolean {
  const found = { atOnce: false, ...JSON.parse(String(row.notices)) }
  return (
    Object.entries(same).every(([column, value]) => row[column] === value) &&
    descriptions.includes(String(row.description)) &&
    notices === JSON.stringify([found.before, found.atOnce, found.start, found.end])
  )
}

type Default = (typeof DEFAULTS)[number]

/** As they were made so far; every description that a version has given them. */
const DEFAULTS = [
  {
    id: 'monthly',
    title: 'Monthly maintenance',
    descriptions: [
      'Updates and security fixes are installed on our platforms.',
      'Updates and security fixes are installed on our platforms. Short interruptions are possible.',
    ],
    reason: 'Regular updates keep the service secure and reliable.',
    rule: 'FREQ=MONTHLY;BYDAY=3FR',
    anchor: '2026-01-16',
    wall_start: '22:00',
    wall_end: '04:00',
    impact: 'under_maintenance',
    ends_by: 'hand',
    notices: '[["P7D"],false,true,true]',
    details_expected: 1,
  },
  {
    id: 'skype-certificate',
    title: 'Skype for Business certificate',
    descriptions: [
      'Certificates are checked and renewed.',
      'Certificates are checked and renewed. No interruption is expected.',
    ],
    reason: 'Certificates have to be valid for calls and sign-in to work.',
    rule: 'FREQ=WEEKLY;BYDAY=FR',
    anchor: '2026-01-02',
    wall_start: '00:00',
    wall_end: '00:30',
    impact: 'none',
    ends_by: 'clock',
    notices: '[[],false,false,false]',
    details_expected: 0,
  },
  {
    id: 'connect-release',
    title: 'Connect release',
    descriptions: [
      'A new release of the Connect portal is installed; the portal announces it as well.',
      'A new release of the Connect portal is installed.',
      'A new release of the Connect portal is installed. No interruption is expected.',
    ],
    reason: 'Releases bring improvements and corrections every three weeks.',
    rule: 'FREQ=DAILY;INTERVAL=21',
    anchor: '2026-01-06',
    wall_start: '21:00',
    wall_end: '23:00',
    impact: 'none',
    ends_by: 'clock',
    notices: '[["PT24H"],false,false,false]',
    details_expected: 0,
  },
]

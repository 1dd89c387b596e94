import { type Kysely, sql } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: a migration knows no schema.
type AnyDb = Kysely<any>

/**
 * Corrects what earlier versions put down of maintenance: a week's notice of unscheduled work, which nobody had promised;
 * windows that stayed planned although their followers had been told of them; texts that said twice what to expect.
 */
export async function up(db: AnyDb): Promise<void> {
  await promiseAtOnce(db)
  await announceWhatWasTold(db)
  await sayOnce(db)
}

/** Told before it began, it was told at once; told afterwards, nothing was promised for the time before. */
async function promiseAtOnce(db: AnyDb): Promise<void> {
  await sql`insert into maintenance_notices (maintenance_id, key, due_at, told_at, outcome)
    select id, 'at_once', announced_at, announced_at, 'told' from maintenances m
    where programme_id is null and announced_at < coalesce(began_at, starts_at)
      and exists (select 1 from maintenance_notices where maintenance_id = m.id and key = 'P7D')`.execute(db)
  await sql`delete from maintenance_notices where maintenance_id in (
    select id from maintenances
    where programme_id is null
      and (key = 'P7D' or (announced_at > began_at and due_at + 300000 < announced_at)))`.execute(db)
  await sql`update maintenances set notices = replace(notices, '"before":["P7D"]', '"before":[]')
    where programme_id is null and notices is not null`.execute(db)
}

/** Announced, they no longer follow their programme: its present values become their own. */
async function announceWhatWasTold(db: AnyDb): Promise<void> {
  const untold = sql`state = 'planned' and announced_at is not null`
  for (const column of ['title', 'description', 'reason', 'platforms', 'impact', 'ends_by', 'notices']) {
    const own = sql.ref(column)
    await sql`update maintenances set ${own} = (select p.${own} from programmes p where p.id = programme_id)
      where ${untold} and ${own} is null and programme_id is not null`.execute(db)
  }
  await sql`update maintenances set state = 'announced' where ${untold}`.execute(db)
}

/** As programmes were set up, and as windows took it over that are not over yet. */
const SAID_TWICE = {
  monthly: ['Updates and security fixes are installed on our platforms.', ' Short interruptions are possible.'],
  'skype-certificate': ['Certificates are checked and renewed.', ' No interruption is expected.'],
  'connect-release': ['A new release of the Connect portal is installed.', ' No interruption is expected.'],
} as const

async function sayOnce(db: AnyDb): Promise<void> {
  for (const [programme, [what, effect]] of Object.entries(SAID_TWICE)) {
    const twice = what + effect
    await sql`update programmes set description = ${what} where id = ${programme} and description = ${twice}`.execute(
      db,
    )
    await sql`update maintenances set description = ${what} where programme_id = ${programme} and description = ${twice}
      and state not in ('completed', 'cancelled')`.execute(db)
  }
}

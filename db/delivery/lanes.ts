import { sql } from 'kysely'
import type { Reader, Trx } from '../schema/index.ts'
import { type Moment, momentSql } from './moment.ts'

/** How long a lane stays with who works in it, in milliseconds. */
const HELD = 15_000

/** A lane and who wants to be the only one to work in it. */
interface Hold {
  lane: string
  holder: string
  now: Moment
}

/** The name under which a lane is held: that of staff goes with the other, as the provider's rate is of both. */
export function holdOf(lane: string): string {
  return lane.replace(/ staff$/, '')
}

const nameOf = (lane: string) => `lane:${holdOf(lane)}`
/** Stored as one text: until when, 13 digits, and by whom. */
const UNTIL = sql`cast(substr(settings.value, 1, 13) as bigint)`
const HOLDER = sql`substr(settings.value, 15)`

/**
 * Makes the holder the only one who works in the lane, for fifteen seconds from now. Returns whether it is. One who has
 * more than half of that left writes nothing.
 */
export async function holdLane(trx: Trx, { lane, holder, now }: Hold): Promise<boolean> {
  const at = momentSql(now)
  const left = sql.lit(HELD / 2)
  const mine = await sql`
    select name from settings
    where name = ${nameOf(lane)} and ${HOLDER} = ${holder} and ${UNTIL} > ${at} + ${left}
      and ${UNTIL} <= ${at} + ${sql.lit(HELD)}`.execute(trx)
  if (mine.rows.length > 0) return true
  const taken = await sql`
    insert into settings (name, value)
    values (${nameOf(lane)}, cast(${at} + ${sql.lit(HELD)} as text) || ' ' || cast(${holder} as text))
    on conflict (name) do update set value = excluded.value
    where ${HOLDER} = ${holder} or ${UNTIL} not between ${at} and ${at} + ${sql.lit(HELD)}
    returning name`.execute(trx)
  return taken.rows.length > 0
}

/** Stays in a lane that it still has without working there. */
export async function stayInLane(trx: Trx, { lane, holder, now }: Hold): Promise<void> {
  const at = momentSql(now)
  await sql`
    update settings set value = cast(${at} + ${sql.lit(HELD)} as text) || ' ' || ${HOLDER}
    where name = ${nameOf(lane)} and ${HOLDER} = ${holder} and ${UNTIL} between ${at} and ${at} + ${sql.lit(HELD)}`.execute(
    trx,
  )
}

/** The lanes that somebody else works in, or has a reason not to. */
export async function lanesOfOthers(db: Reader, holder: string, now: Moment): Promise<string[]> {
  const at = momentSql(now)
  const { rows } = await sql<{ lane: string }>`
    select substr(name, 6) as lane from settings
    where name like 'lane:%' and ${HOLDER} <> ${holder}
      and ${UNTIL} between ${at} and ${at} + ${sql.lit(HELD)}`.execute(db)
  return rows.map(({ lane }) => lane)
}

/** Leaves every lane of the holder to whoever comes next. */
export async function leaveLanes(trx: Trx, holder: string): Promise<void> {
  await sql`delete from settings where name like 'lane:%' and ${HOLDER} = ${holder}`.execute(trx)
}

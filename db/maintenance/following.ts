import type { Reader, Trx } from '../schema/index.ts'

/** The ids of the programmes that follow the plan file and the defaults, in order. */
export async function followingProgrammes(db: Reader): Promise<string[]> {
  const rows = await db.selectFrom('programmes').select('id').where('follows_plan', '=', 1).orderBy('id').execute()
  return rows.map(({ id }) => id)
}

/** Has a programme that was just made from a default follow it. */
export async function letFollow(trx: Trx, id: string): Promise<void> {
  await trx.updateTable('programmes').set({ follows_plan: 1 }).where('id', '=', id).execute()
}

/** How many windows of no programme are told in another zone than this one. */
export async function singleWindowsElsewhere(db: Reader, zone: string): Promise<number> {
  const { count } = await db
    .selectFrom('maintenances')
    .select((e) => e.fn.countAll().as('count'))
    .where('programme_id', 'is', null)
    .where('zone', '<>', zone)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Tells windows of no programme in this zone. Their times are instants, so that none of them moves. */
export async function tellSingleWindowsIn(trx: Trx, zone: string): Promise<void> {
  await trx
    .updateTable('maintenances')
    .set({ zone })
    .where('programme_id', 'is', null)
    .where('zone', '<>', zone)
    .execute()
}

/** Notes that somebody has changed a programme, and with `stays: false` that it is no default any more. */
export async function noteHand(trx: Trx, id: string, { stays }: { stays: boolean }): Promise<void> {
  await trx
    .updateTable('programmes')
    .set(stays ? { by_hand: 1 } : { by_hand: 1, follows_plan: 0 })
    .where('id', '=', id)
    .execute()
}

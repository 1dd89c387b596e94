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

/** Notes that somebody has changed a programme, and with `stays: false` that it is no default any more. */
export async function noteHand(trx: Trx, id: string, { stays }: { stays: boolean }): Promise<void> {
  await trx
    .updateTable('programmes')
    .set(stays ? { by_hand: 1 } : { by_hand: 1, follows_plan: 0 })
    .where('id', '=', id)
    .execute()
}

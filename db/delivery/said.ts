import type { Reader, Row } from '../schema/index.ts'

/** What the events after `cursor` say, and whether subscribers are told of them, in order. */
export async function saidAfter(
  db: Reader,
  cursor: number,
): Promise<Pick<Row<'events'>, 'id' | 'kind' | 'at' | 'platforms' | 'notify' | 'notice'>[]> {
  return db
    .selectFrom('events')
    .select(['id', 'kind', 'at', 'platforms', 'notify', 'notice'])
    .where('id', '>', cursor)
    .orderBy('id')
    .execute()
}

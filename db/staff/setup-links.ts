import type { Instant } from '../../server/domain/vocabulary.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'

export async function insertSetupLink(trx: Trx, link: NewRow<'setup_links'>): Promise<void> {
  await trx.insertInto('setup_links').values(link).execute()
}

/** The link of a token, used or expired ones too; null if there is none. */
export async function findSetupLink(db: Reader, hash: string): Promise<Row<'setup_links'> | null> {
  return (await db.selectFrom('setup_links').selectAll().where('hash', '=', hash).executeTakeFirst()) ?? null
}

/** Uses up a link; false if somebody else has. */
export async function useSetupLink(trx: Trx, hash: string, now: Instant): Promise<boolean> {
  const result = await trx
    .updateTable('setup_links')
    .set({ used_at: now })
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Links of a person that were not used, so that only the newest is valid; but for the one that is being used. */
export async function withdrawSetupLinks(trx: Trx, personId: string, using = ''): Promise<void> {
  await trx
    .deleteFrom('setup_links')
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .where('hash', '<>', using)
    .execute()
}

/** What became of the mail with the newest link of each person that was mailed and not used, by person. */
export async function readLinkMails(
  db: Reader,
): Promise<Map<string, Pick<Row<'deliveries'>, 'state' | 'error' | 'created_at'>>> {
  const rows = await db
    .selectFrom('setup_links as l')
    .innerJoin('deliveries as d', 'd.event_id', 'l.event_id')
    .select(['l.person_id', 'd.state', 'd.error', 'd.created_at'])
    .where('l.used_at', 'is', null)
    .orderBy('l.created_at')
    .orderBy('l.event_id')
    .execute()
  return new Map(rows.map(({ person_id, ...mail }) => [person_id ?? '', mail]))
}

/** Deletes links that have been of no use for a while; until then they answer that they are used or expired. */
export async function deleteOldSetupLinks(trx: Trx, before: Instant): Promise<void> {
  await trx.deleteFrom('setup_links').where('expires_at', '<', before).execute()
}

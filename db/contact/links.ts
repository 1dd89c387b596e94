import type { Instant } from '../../server/domain/vocabulary.ts'
import { hashOf } from '../../server/lib/secret/secrets.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'

/** A link without what opens it. */
export type OrganisationLink = Omit<Row<'organisation_links'>, 'hash'>

/** The links to an organisation's own page, revoked ones too, the newest first. */
export async function linksTo(db: Reader, organisationId: string): Promise<OrganisationLink[]> {
  return db
    .selectFrom('organisation_links')
    .select(['id', 'organisation_id', 'made_by', 'made_at', 'used_at', 'revoked_at'])
    .where('organisation_id', '=', organisationId)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .execute()
}

/** What a token opens; null if there is no such link, or it was revoked. */
export async function organisationOfLink(
  db: Reader,
  token: string,
): Promise<{ organisationId: string; linkId: string; usedAt: Instant | null } | null> {
  const link = await db
    .selectFrom('organisation_links')
    .select(['organisation_id as organisationId', 'id as linkId', 'used_at as usedAt'])
    .where('hash', '=', hashOf(token))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return link ?? null
}

export async function insertLink(trx: Trx, link: NewRow<'organisation_links'>): Promise<void> {
  await trx.insertInto('organisation_links').values(link).execute()
}

export async function noteLinkUsed(trx: Trx, id: string, now: Instant): Promise<void> {
  await trx.updateTable('organisation_links').set({ used_at: now }).where('id', '=', id).execute()
}

/** False if the organisation has no such link, or it was revoked before. */
export async function revokeLink(trx: Trx, organisationId: string, id: string, now: Instant): Promise<boolean> {
  const result = await trx
    .updateTable('organisation_links')
    .set({ revoked_at: now })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

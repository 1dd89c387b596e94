import type { Instant } from '../../server/domain/vocabulary.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'

/** All templates, by name. */
export async function listTemplateRows(db: Reader): Promise<Row<'templates'>[]> {
  return db.selectFrom('templates').selectAll().orderBy('name').orderBy('id').execute()
}

export async function findTemplateRow(db: Reader, id: string): Promise<Row<'templates'> | null> {
  return (await db.selectFrom('templates').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export async function insertTemplate(trx: Trx, template: NewRow<'templates'>): Promise<void> {
  await trx.insertInto('templates').values(template).execute()
}

export async function changeTemplateRow(
  trx: Trx,
  id: string,
  change: Partial<Omit<Row<'templates'>, 'id' | 'created_at'>>,
): Promise<void> {
  await trx.updateTable('templates').set(change).where('id', '=', id).execute()
}

export async function deleteTemplate(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom('templates').where('id', '=', id).execute()
}

/**
 * Deletes the templates of the demonstration that nobody has changed, and takes platforms that are gone out of the
 * others. One that was about nothing else goes with them: without platforms it would be about any.
 */
export async function forgetDemoTemplates(trx: Trx, gone: readonly string[], now: Instant): Promise<void> {
  await trx.deleteFrom('templates').where('demo', '=', 1).execute()
  for (const { id, platforms } of await listTemplateRows(trx)) {
    const named = JSON.parse(platforms) as string[]
    const left = named.filter((platform) => !gone.includes(platform))
    if (left.length === named.length) continue
    if (left.length === 0) await deleteTemplate(trx, id)
    else await changeTemplateRow(trx, id, { platforms: JSON.stringify(left), updated_at: now })
  }
}

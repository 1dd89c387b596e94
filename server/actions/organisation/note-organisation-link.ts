import { noteLinkUsed } from '../../../db/contact/links.ts'
import { write } from '../../../db/open.ts'
import { HOUR } from '../../domain/vocabulary.ts'
import type { ActionContext } from '../context.ts'
import { noteUse } from '../staff/note-use.ts'

/** Notes that a link to an organisation's page was opened, once an hour at most. */
export async function noteOrganisationLink(
  { db, now }: ActionContext,
  { linkId, usedAt }: { linkId: string; usedAt: number | null },
): Promise<void> {
  if (usedAt !== null && now < usedAt + HOUR) return
  await noteUse(() => write(db, (trx) => noteLinkUsed(trx, linkId, now)))
}

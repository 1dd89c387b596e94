import { loadMaintenance } from '../../../db/maintenance/load.ts'
import type { Translations } from '../../domain/incident/incident.ts'
import { decideCancellation } from '../../domain/maintenance/change.ts'
import { withdrawn } from '../../domain/maintenance/promises.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'
import { inOtherLanguages } from '../in-other-languages.ts'
import { advanceMaintenance } from './advance-maintenance.ts'
import { recordMaintenance } from './record-maintenance.ts'

interface Cancellation {
  /** Markdown: why; part of the notice. */
  note?: string
  translations?: Translations
  /** A window that was announced is always followed by a notice; true also sends one for a window that was not. */
  notify?: boolean
}

/** Cancels a window, or skips an occurrence of a rule. Refused once it has begun. */
export async function cancelMaintenance(
  ctx: ActionContext,
  id: string,
  { note, translations, notify }: Cancellation,
): Promise<Result<{ id: string }>> {
  const others = inOtherLanguages(ctx, translations)
  if (!others.ok) return others
  return record(ctx, async (trx) => {
    await advanceMaintenance(trx, ctx, id, { begun: true })
    const loaded = await loadMaintenance(trx, id)
    if (!loaded) return notFound('maintenance', id)
    const { maintenance: before, onRecord } = loaded
    const decided = decideCancellation(before)
    if (!decided.ok) return decided
    const { after, news } = decided.value
    const told = before.announcedAt !== null || notify === true
    const notices = withdrawn(loaded.notices, ctx.now)
    await recordMaintenance(trx, ctx, { before, onRecord, after, notices, news, told, body: note, translations })
    return ok({ id })
  })
}

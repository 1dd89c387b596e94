import { loadMaintenance } from '../../../db/maintenance/load.ts'
import type { Translations } from '../../domain/incident/incident.ts'
import { decideMaintenanceWord, type MaintenanceWord } from '../../domain/maintenance/change.ts'
import { spoken } from '../../domain/maintenance/promises.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'
import { inOtherLanguages } from '../in-other-languages.ts'
import { advanceMaintenance } from './advance-maintenance.ts'
import { recordMaintenance } from './record-maintenance.ts'

interface MaintenanceUpdate extends MaintenanceWord {
  /** Markdown. */
  body: string
  translations?: Translations
  /**
   * Default: subscribers are notified if the window was announced. False suppresses notices that were not promised, true
   * sends one of a window that was not announced; announcements and promised starts and ends are always sent.
   */
  notify?: boolean
}

/**
 * Posts a public update on a window: an early announcement, its progress, its end, or a follow-up on one that is over.
 * Returns its id, or `decideMaintenanceWord`'s refusal.
 */
export async function postMaintenanceUpdate(
  ctx: ActionContext,
  id: string,
  update: MaintenanceUpdate,
): Promise<Result<{ id: string }>> {
  const others = inOtherLanguages(ctx, update.translations)
  if (!others.ok) return others
  return record(ctx, async (trx) => {
    await advanceMaintenance(trx, ctx, id, { begun: true })
    const loaded = await loadMaintenance(trx, id)
    if (!loaded) return notFound('maintenance', id)
    const { maintenance: before, notices, onRecord } = loaded
    const decided = decideMaintenanceWord(before, update, ctx.now)
    if (!decided.ok) return decided
    const { after, news } = decided.value
    const promises = spoken(notices, news, ctx.now)
    const promised = promises.some((p, index) => p.outcome === 'told' && notices[index]?.outcome !== 'told')
    // Whoever heard that it takes longer was promised to hear of its end.
    const awaited = news === 'completed' && loaded.overrunTold
    const asked = update.notify ?? before.announcedAt !== null
    const told = asked || promised || awaited || news === 'announced'
    const { body, translations } = update
    await recordMaintenance(trx, ctx, { before, onRecord, after, notices: promises, news, told, body, translations })
    return ok({ id })
  })
}

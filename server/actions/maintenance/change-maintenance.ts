import { loadMaintenance } from '../../../db/maintenance/load.ts'
import type { Translations } from '../../domain/incident/incident.ts'
import { decideMaintenanceChange, type MaintenanceChange } from '../../domain/maintenance/change.ts'
import type { Maintenance } from '../../domain/maintenance/maintenance.ts'
import { isShortNotice, repromised, spoken } from '../../domain/maintenance/promises.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { type ActionContext, record } from '../context.ts'
import { advanceMaintenance } from './advance-maintenance.ts'
import { checkMaintenanceConflicts } from './check-maintenance-conflicts.ts'
import { maintenanceDecisionContext } from './decision-context.ts'
import { recordMaintenance } from './record-maintenance.ts'
import type { MaintenanceAnswer } from './schedule-maintenance.ts'

export interface MaintenancePatch extends MaintenanceChange {
  /** Markdown: why it changes; part of the notice. */
  note?: string
  translations?: Translations
  /**
   * Default: subscribers are notified if the window was announced. A new time of an announced window is always sent;
   * so is one that comes with less notice than promised; false suppresses notices of changed texts, true sends one for a window that was not announced.
   */
  notify?: boolean
  acceptConflicts: boolean
}

/**
 * Changes a window, moves it before it begins, or extends it while it runs; an occurrence of a rule is put on record.
 * The notice says the old and the new times. Returns `decideMaintenanceChange`'s refusal, or `maintenance_conflicts`.
 */
export async function changeMaintenance(
  ctx: ActionContext,
  id: string,
  patch: MaintenancePatch,
): Promise<Result<MaintenanceAnswer>> {
  return record(ctx, async (trx) => {
    await advanceMaintenance(trx, ctx, id, { begun: true })
    const loaded = await loadMaintenance(trx, id)
    if (!loaded) return notFound('maintenance', id)
    const { maintenance: before, notices, onRecord } = loaded
    const { note: body, translations, notify, acceptConflicts, ...change } = patch
    const decided = decideMaintenanceChange(before, change, await maintenanceDecisionContext(trx, ctx))
    if (!decided.ok) return decided
    const { after } = decided.value
    if (same(before, after)) return ok({ id, warnings: [] })
    const conflicts = await checkMaintenanceConflicts(trx, after, {
      now: ctx.now,
      accept: acceptConflicts || !elsewhere(before, after),
    })
    if (!conflicts.ok) return conflicts
    const asked = isTold(before, decided.value.news !== 'changed', notify)
    const isDue = !asked && isCutShort(before, after, ctx.now)
    const [news, told] = isDue ? (['announced', true] as const) : [decided.value.news, asked]
    const unmoved = told ? spoken(notices, 'changed', ctx.now) : notices
    const promises = news === 'changed' ? unmoved : repromised(notices, before, after, ctx.now, told)
    await recordMaintenance(trx, ctx, { before, onRecord, after, notices: promises, news, told, body, translations })
    return ok({ id, warnings: elsewhere(before, after) ? conflicts.value : [] })
  })
}

function isTold(before: Maintenance, retimed: boolean, notify: boolean | undefined): boolean {
  return before.announcedAt === null ? notify === true : retimed || notify !== false
}

/** Was it moved to where less notice is left than its plan promises? Its followers are then told at once. */
function isCutShort(before: Maintenance, { startsAt, notices, zone }: Maintenance, now: Instant): boolean {
  return startsAt !== before.startsAt && isShortNotice(startsAt, notices, zone, now)
}

function same(before: Maintenance, after: Maintenance): boolean {
  const { movedAt: _was, ...then } = before
  const { movedAt: _is, ...now } = after
  return JSON.stringify(Object.entries(then).sort()) === JSON.stringify(Object.entries(now).sort())
}

/** Does it have another time or more platforms? Only then can there be new conflicts. */
function elsewhere(before: Maintenance, after: Maintenance): boolean {
  return (
    before.startsAt !== after.startsAt ||
    before.endsAt !== after.endsAt ||
    after.platforms.some((platform) => !before.platforms.includes(platform))
  )
}

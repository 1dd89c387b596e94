import { loadMaintenance } from '../../../db/maintenance/load.ts'
import type { Translations } from '../../domain/incident/incident.ts'
import { decideMaintenanceChange, type MaintenanceChange } from '../../domain/maintenance/change.ts'
import type { Maintenance } from '../../domain/maintenance/maintenance.ts'
import { isShortNotice, repromised, spoken } from '../../domain/maintenance/promises.ts'
import type { WindowTranslationsChange } from '../../domain/maintenance/translations.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { type ActionContext, record } from '../context.ts'
import { inOtherLanguages } from '../in-other-languages.ts'
import { advanceMaintenance } from './advance-maintenance.ts'
import { checkMaintenanceConflicts } from './check-maintenance-conflicts.ts'
import { maintenanceDecisionContext } from './decision-context.ts'
import { recordMaintenance } from './record-maintenance.ts'
import type { MaintenanceAnswer } from './schedule-maintenance.ts'

type PatchTranslations = Readonly<Record<string, WindowTranslationsChange[string] & { body?: string | undefined }>>

export interface MaintenancePatch extends Omit<MaintenanceChange, 'translations'> {
  /** Markdown: why it changes; part of the notice. */
  note?: string
  /** Of the window's texts, and of the note as `body`. */
  translations?: PatchTranslations
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
  const others = inOtherLanguages(ctx, patch.translations)
  if (!others.ok) return others
  return record(ctx, async (trx) => {
    await advanceMaintenance(trx, ctx, id, { begun: true })
    const loaded = await loadMaintenance(trx, id)
    if (!loaded) return notFound('maintenance', id)
    const { maintenance: before, notices, onRecord } = loaded
    const { note: body, translations: given = {}, notify, acceptConflicts, ...change } = patch
    const { translations, texts } = sorted(given)
    const decided = decideMaintenanceChange(
      before,
      { ...change, translations: texts },
      await maintenanceDecisionContext(trx, ctx),
    )
    if (!decided.ok) return decided
    const { after } = decided.value
    if (same(before, after)) return ok({ id, warnings: [] })
    const conflicts = await checkMaintenanceConflicts(trx, after, {
      now: ctx.now,
      accept: acceptConflicts || !elsewhere(before, after),
    })
    if (!conflicts.ok) return conflicts
    const isSilent = body === undefined && same({ ...before, ...textsOf(after) }, after)
    const asked = !isSilent && isTold(before, decided.value.news !== 'changed', notify)
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

/** A note that goes with the change, and what is said of the window itself. */
function sorted(given: PatchTranslations): { translations: Translations; texts: WindowTranslationsChange } {
  const all = Object.entries(given)
  return {
    translations: Object.fromEntries(
      all.flatMap(([language, { body }]) => (body === undefined ? [] : [[language, { body }]])),
    ),
    texts: Object.fromEntries(all.map(([language, { body: _, ...texts }]) => [language, texts])),
  }
}

/** A translation alone is a correction: it is read, and nobody is told. */
function textsOf({ translations, own }: Maintenance) {
  return { translations, own }
}

/** Does it have another time or more platforms? Only then can there be new conflicts. */
function elsewhere(before: Maintenance, after: Maintenance): boolean {
  return (
    before.startsAt !== after.startsAt ||
    before.endsAt !== after.endsAt ||
    after.platforms.some((platform) => !before.platforms.includes(platform))
  )
}

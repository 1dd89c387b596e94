import { appendEvent } from '../../../db/delivery/events.ts'
import { openMaintenances, saveMaintenance } from '../../../db/maintenance/maintenances.ts'
import { forgetPendingNotices, saveNotices } from '../../../db/maintenance/notices.ts'
import { findProgramme, saveProgramme } from '../../../db/maintenance/programmes.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { resolve, type StoredMaintenance } from '../../domain/maintenance/maintenance.ts'
import {
  decideProgramme,
  type Occurrence,
  occurrenceOn,
  type Programme,
  type ProgrammeFields,
} from '../../domain/maintenance/programme.ts'
import { promisedSince } from '../../domain/maintenance/promises.ts'
import { retranslated, rewrittenIn, type WindowTranslationsChange } from '../../domain/maintenance/translations.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { changesOf } from '../audit-detail.ts'
import type { ActionContext } from '../context.ts'
import { maintenanceDecisionContext } from '../maintenance/decision-context.ts'

export type ProgrammeChange = { [K in keyof Omit<ProgrammeFields, 'id' | 'translations'>]?: ProgrammeFields[K] } & {
  translations?: WindowTranslationsChange
}

export interface ProgrammeAnswer {
  id: string
  /** Windows that keep their time although the rule no longer gives it: announced, moved by hand, or with own texts. */
  keeping: string[]
}

/**
 * Changes a programme from `ctx.now` on, whoever wants it: its windows follow, its calendar, the pages, the audit trail.
 * The caller holds the writer lock, and has taken every step that was due.
 */
export async function applyChange(
  trx: Trx,
  ctx: ActionContext,
  id: string,
  change: ProgrammeChange,
): Promise<Result<ProgrammeAnswer>> {
  const before = await findProgramme(trx, id)
  if (!before) return notFound('programme', id)
  const { computedFrom: _from, revision, updatedAt: _at, ...fields } = before
  const { translations: given, ...rest } = change
  const translations = retranslated(fields.translations, given, rewrittenIn(fields, rest))
  const requested = { ...fields, ...present(rest), translations }
  const decided = decideProgramme(requested, await maintenanceDecisionContext(trx, ctx))
  if (!decided.ok) return decided
  const after = { ...decided.value, computedFrom: ctx.now, revision: revision + 1, updatedAt: ctx.now }
  await saveProgramme(trx, after)
  const keeping = await follow(trx, after, ctx)
  const platforms = [...new Set([...before.platforms, ...after.platforms])]
  await appendEvent(trx, { kind: 'programme.changed', at: ctx.now, platforms })
  await appendAudit(trx, {
    at: ctx.now,
    actor: ctx.actor.name,
    action: 'programme.change',
    object: `programme/${id}`,
    detail: { changes: changesOf(flat(fields), flat(decided.value)), keeping },
  })
  return ok({ id, keeping })
}

/** Moves windows on record to the times of the changed rule if they follow it; returns the ids of those that do not. */
async function follow(trx: Trx, programme: Programme, ctx: ActionContext): Promise<string[]> {
  const open = (await openMaintenances(trx)).filter((m) => m.programmeId === programme.id && m.originalDate !== null)
  const keeping: string[] = []
  for (const stored of open) {
    const occurrence = occurrenceOn(programme, stored.originalDate ?? '')
    const fits = occurrence?.startsAt === stored.startsAt && occurrence.endsAt === stored.endsAt
    const follows = stored.state === 'planned' && stored.movedAt === null && occurrence !== null
    if (!fits && !follows) keeping.push(stored.id)
    if (stored.state === 'planned')
      await plan(trx, programme, follows ? { ...stored, ...times(occurrence), zone: programme.zone } : stored, ctx)
  }
  return keeping
}

function times({ startsAt, endsAt }: Occurrence) {
  return { startsAt, endsAt }
}

/** Gives a window that was not announced the programme's new notices. */
async function plan(trx: Trx, programme: Programme, stored: StoredMaintenance, { now }: ActionContext): Promise<void> {
  const revision = Math.max(stored.revision + 1, programme.revision)
  await saveMaintenance(trx, { ...stored, revision, updatedAt: now }, stored.revision)
  await forgetPendingNotices(trx, stored.id)
  await saveNotices(trx, stored.id, promisedSince(resolve(stored, programme), now))
}

function present(change: Omit<ProgrammeChange, 'translations'>): Partial<ProgrammeFields> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

/** Lists and objects as JSON, so that they compare by value. */
function flat(fields: ProgrammeFields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : value]),
  )
}

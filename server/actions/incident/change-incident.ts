import { appendEvent } from '../../../db/delivery/events.ts'
import { loadIncident, saveIncident } from '../../../db/incident/incidents.ts'
import { lastUpdate, tightenPromise } from '../../../db/incident/updates.ts'
import type { Row, Trx } from '../../../db/schema/index.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { type ChangeCommand, decideChange } from '../../domain/incident/changing.ts'
import type { Incident, Translations } from '../../domain/incident/incident.ts'
import type { Notice } from '../../domain/incident/notice.ts'
import type { TimesCommand } from '../../domain/incident/times/correcting.ts'
import { standingReason } from '../../domain/promise/why.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import type { Instant, Priority } from '../../domain/vocabulary.ts'
import { changesOf } from '../audit-detail.ts'
import { type ActionContext, record } from '../context.ts'
import { tellLeads } from '../staff/tell-leads.ts'
import { composeNotice } from './compose-notice.ts'
import { correctTimes } from './correct/correct-times.ts'
import { decisionContext } from './decision-context.ts'

interface Change extends ChangeCommand, TimesCommand {
  /** Tell followers if it becomes a P1G, or is none any more. */
  notify?: boolean
}

/**
 * Changes an incident's title, priority, vendor or times, on the page at once. Its followers are told if it becomes a P1G or
 * is none any more, also once it is over, with the promise as it is then; of nothing else. No change writes nothing. The
 * report that a resolution promised stays promised: its followers were told of it.
 */
export async function changeIncident(
  ctx: ActionContext,
  incidentId: string,
  command: Change,
): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const found = await loadIncident(trx, incidentId)
    if (!found) return notFound('incident', incidentId)
    const corrected = await correctTimes(trx, ctx, found, command)
    if (!corrected.ok) return corrected
    const incident = corrected.value
    const last = await lastUpdate(trx, incidentId)
    const context = await decisionContext(trx, ctx)
    const decided = decideChange(incident, command, { at: last.created_at, basis: last.basis }, context)
    if (!decided.ok) return decided
    const changed = changesOf(visible(incident), visible(decided.value))
    if (!changed) return ok({ id: incidentId })
    await saveIncident(trx, incidentId, decided.value, ctx.now)
    const promised = await moveEarlier(trx, last, decided.value)
    const turn = turnOf(incident.priority, decided.value.priority)
    await appendEvent(trx, {
      kind: 'incident.changed',
      at: ctx.now,
      incidentId,
      platforms: incident.affected.map((platform) => platform.id),
      ...(turn && (await tellingOf(trx, ctx, promised, incident, decided.value, turn, command.notify ?? true))),
    })
    if (turn) await tellLeads(trx, ctx, { ...decided.value, id: incidentId }, turn, command.reason ?? null)
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: turn === null ? 'incident.change' : VERBS[turn],
      object: `incident/${incidentId}`,
      detail: {
        ...changed,
        ...movedPromise(last, promised),
        reason: command.reason,
        confirmed: command.confirmed,
        ...(turn && { notify: command.notify ?? true }),
      },
    })
    return ok({ id: incidentId })
  })
}

/**
 * Moves the promise of the newest update forward if the new priority requires it, and returns the update as it is then:
 * the promise ledger uses the new time, the audit trail keeps the old one.
 */
async function moveEarlier(
  trx: Trx,
  last: Row<'updates'>,
  { nextUpdateDueAt, priority }: Omit<Incident, 'id'>,
): Promise<Row<'updates'>> {
  if (nextUpdateDueAt === null || nextUpdateDueAt === last.due_at) return last
  const promise = { due_at: nextUpdateDueAt, basis: 'cadence', promised_under: priority } as const
  await tightenPromise(trx, last.id, promise)
  return { ...last, ...promise }
}

/** Audit detail of a promise that was moved; empty if it was not. */
function movedPromise(before: Row<'updates'>, after: Row<'updates'>) {
  if (before === after) return {}
  return {
    promise: before.id,
    dueAt: { from: before.due_at, to: after.due_at },
    basis: { from: before.basis, to: after.basis },
  }
}

function visible({ title, priority, vendor }: Omit<Incident, 'id'>) {
  return { title, priority, vendor }
}

const VERBS = { designated: 'incident.designate_p1g', withdrawn: 'incident.withdraw_p1g' } as const

/** Does the change make the incident a P1G, or end that? */
function turnOf(before: Priority, after: Priority): keyof typeof VERBS | null {
  if ((before === 'P1G') === (after === 'P1G')) return null
  return after === 'P1G' ? 'designated' : 'withdrawn'
}

/** The reason of the last update, if it is one for a time that was stated and stands; all else is old news. */
function stillGiven(last: Row<'updates'>, now: Instant, isDesignated: boolean): string | undefined {
  const { reason, basis, etr, hold_until: holdUntil } = last
  return standingReason({ reason, basis, etr, holdUntil }, now, isDesignated) ?? undefined
}

function saidIn({ created_at: at, body, translations }: Row<'updates'>): Notice['saidLast'] {
  return { at, body, translations: JSON.parse(translations) as Translations }
}

/** What the event of such a change says: it is in the timeline also where nobody is told. */
async function tellingOf(
  trx: Trx,
  ctx: ActionContext,
  last: Row<'updates'>,
  before: Incident,
  incident: Omit<Incident, 'id'>,
  about: keyof typeof VERBS,
  notify: boolean,
) {
  const { due_at: dueAt, basis } = last
  const promise = dueAt === null || basis === null ? null : { dueAt, basis }
  const notice = await composeNotice(trx, last.id, {
    incidentId: before.id,
    // It follows that update, and brings none.
    sequence: last.sequence + 1,
    before,
    decided: { incident, reportDueAt: null, promise, changes: [] },
    text: { body: '', reason: stillGiven(last, ctx.now, about === 'designated') },
    now: ctx.now,
    plan: ctx.plan,
    about,
    saidLast: saidIn(last),
  })
  return { notify: notify && !incident.drill, rank: incident.priority === 'P1G' ? 0 : 1, notice }
}

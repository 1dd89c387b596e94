import { appendEvent } from '../../../db/delivery/events.ts'
import { loadIncident, unpublish } from '../../../db/incident/incidents.ts'
import {
  correctPostmortemRow,
  findPostmortem,
  insertPostmortem,
  type PostmortemRow,
} from '../../../db/incident/postmortems.ts'
import { lastUpdate } from '../../../db/incident/updates.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import type { Incident, Translations } from '../../domain/incident/incident.ts'
import { decidePostmortem } from '../../domain/incident/postmortem.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, record } from '../context.ts'
import { inOtherLanguages } from '../in-other-languages.ts'
import { composeNotice } from './compose-notice.ts'

interface PostmortemCommand {
  /** Markdown. */
  body: string
  translations?: Translations
  /** Notify followers of the first version; corrections are never sent. */
  notify: boolean
}

/**
 * Publishes the reason-for-outage report of a resolved incident; later calls correct it, visibly marked and without
 * notifying. The same text again changes nothing. Returns the ids of incident and report, or `decidePostmortem`'s
 * refusal.
 */
export async function publishPostmortem(
  ctx: ActionContext,
  incidentId: string,
  command: PostmortemCommand,
): Promise<Result<{ id: string; postmortemId: string }>> {
  const others = inOtherLanguages(ctx, command.translations)
  if (!others.ok) return others
  return record(ctx, async (trx) => {
    const incident = await loadIncident(trx, incidentId)
    if (!incident) return notFound('incident', incidentId)
    const decided = decidePostmortem(incident)
    if (!decided.ok) return decided
    const before = await findPostmortem(trx, incidentId)
    const postmortemId = before
      ? await correct(trx, ctx, incident, before, command)
      : await publish(trx, ctx, incident, command)
    return ok({ id: incidentId, postmortemId })
  })
}

async function publish(trx: Trx, ctx: ActionContext, incident: Incident, command: PostmortemCommand): Promise<string> {
  const id = newId()
  await insertPostmortem(trx, {
    id,
    incident_id: incident.id,
    body: command.body,
    translations: JSON.stringify(command.translations ?? {}),
    author: ctx.actor.name,
    // Even if the clock was set back, it stands behind the resolution.
    published_at: Math.max(ctx.now, incident.resolvedAt ?? ctx.now),
    corrected_at: null,
  })
  const { sequence } = await lastUpdate(trx, incident.id)
  const notice = await composeNotice(trx, id, {
    incidentId: incident.id,
    sequence,
    before: incident,
    decided: { incident, promise: null, reportDueAt: null, changes: [] },
    text: command,
    now: ctx.now,
    plan: ctx.plan,
    about: 'postmortem',
  })
  await unpublish(trx, incident.id)
  const platforms = notice.platforms.map((platform) => platform.id)
  const notify = command.notify && !incident.drill
  await appendEvent(trx, {
    kind: 'incident.postmortem',
    at: ctx.now,
    incidentId: incident.id,
    platforms,
    notify,
    notice,
  })
  await note(trx, ctx, incident, 'incident.publish_postmortem', { postmortemId: id, notify })
  return id
}

async function correct(
  trx: Trx,
  ctx: ActionContext,
  incident: Incident,
  before: PostmortemRow,
  command: PostmortemCommand,
): Promise<string> {
  const translations = command.translations ? JSON.stringify(command.translations) : before.translations
  if (command.body === before.body && translations === before.translations) return before.id
  const correctedAt = Math.max(ctx.now, before.published_at)
  await correctPostmortemRow(trx, before.id, { body: command.body, translations, corrected_at: correctedAt })
  await unpublish(trx, incident.id)
  const platforms = incident.affected.map((platform) => platform.id)
  await appendEvent(trx, { kind: 'incident.corrected', at: ctx.now, incidentId: incident.id, platforms })
  await note(trx, ctx, incident, 'incident.correct_postmortem', {
    postmortemId: before.id,
    body: { from: before.body, to: command.body },
    translations: { from: JSON.parse(before.translations), to: JSON.parse(translations) },
  })
  return before.id
}

async function note(trx: Trx, ctx: ActionContext, { id }: Incident, action: string, detail: object): Promise<void> {
  await appendAudit(trx, { at: ctx.now, actor: ctx.actor.name, action, object: `incident/${id}`, detail })
}

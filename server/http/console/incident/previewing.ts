import type { Context } from 'hono'
import type { ComposePreview } from '../../../../src/views.ts'
import { notFound, type Result } from '../../../domain/refusal.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { type IncidentConsequence, previewIncident } from '../../../preview/incident.ts'
import type { Preview } from '../../../preview/preview.ts'
import { findDraft } from '../../../queries/desk/drafts.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { framed, framesOf } from '../form/looks.ts'
import { commandOf } from './command.ts'
import type { Typed } from './fields.ts'
import { typedIn } from './typed.ts'

type Previewed = Preview<IncidentConsequence>

/** What would follow if this were posted now, or why it cannot be. `frames`: the draft that frames show. */
export async function previewTyped(
  c: Context<Env>,
  deps: AppDeps,
  incidentId: string | null,
  typed: Typed,
): Promise<Result<Previewed>> {
  const command = commandOf(deps, incidentId, typed)
  return command.ok ? previewIncident(deps, actionContext(c, deps), command.value) : command
}

/** A preview as the page shows it; what is too large for it is in frames that read the draft again. */
export function shownPreview(
  preview: Previewed,
  draftId: string | null,
  now: Instant,
  area: 'incidents' | 'drafts' = 'incidents',
): ComposePreview {
  const { consequence, reach, push, mail } = preview
  const response = consequence.responseDueAt
  return {
    drill: consequence.drill,
    dueAt: consequence.promise?.dueAt ?? null,
    response: response === null ? null : { dueAt: response, isLate: now > response },
    closes: consequence.phase === 'resolved',
    answerBy: consequence.answerBy,
    reopenUntil: consequence.reopenUntil,
    reportDueAt: consequence.phase === 'resolved' ? consequence.reportDueAt : null,
    phase: consequence.phase,
    platforms: consequence.platforms.map(({ name, from, to }) => ({ name, from, to })),
    stays: consequence.stays,
    stillHit: consequence.stillHit,
    continues: consequence.continues,
    reach: { total: reach.total, channels: reach.channels, staff: reach.staff, organisations: reach.organisations },
    push: push && { title: push.title, body: push.body },
    mail: mail && { subject: mail.subject, text: mail.text },
    frames: framesOf(area, preview, draftId),
    sentTo: null,
  }
}

/** A draft's page or mail as it will look, for a frame: it runs nothing and leads nowhere by itself. */
export async function framedPreview(c: Context<Env>, deps: AppDeps, draftId: string, what: string): Promise<Response> {
  const draft = await findDraft(deps.db, draftId)
  const isComposed = draft?.kind === 'open' || draft?.kind === 'update'
  const found = isComposed ? draft : must<NonNullable<typeof draft>>(notFound('draft'))
  const preview = must(await previewTyped(c, deps, found.object?.id ?? null, typedIn(found.fields)))
  return framed(c, preview, what)
}

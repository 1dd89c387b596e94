import type { Context } from 'hono'
import { findPerson } from '../../../../db/staff/people.ts'
import type { ComposePreview } from '../../../../src/views.ts'
import { sendPreview } from '../../../actions/preview/send-preview.ts'
import { limited, notFound, ok, type Result } from '../../../domain/refusal.ts'
import { type Instant, MINUTE } from '../../../domain/vocabulary.ts'
import { type IncidentConsequence, previewIncident } from '../../../preview/incident.ts'
import type { Preview } from '../../../preview/preview.ts'
import { findDraft } from '../../../queries/desk/drafts.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { Limiter } from '../../middleware/limits.ts'
import { must } from '../../middleware/problem.ts'
import { sessionOf } from '../access.ts'
import { FRAMED_POLICY } from '../mail-page.ts'
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
export function shownPreview(preview: Previewed, draftId: string | null, now: Instant): ComposePreview {
  const { consequence, reach, push, mail, page } = preview
  const response = consequence.responseDueAt
  const frame = (what: string, isThere: boolean) =>
    isThere && draftId !== null ? `/staff/incidents/preview/${draftId}/${what}` : null
  return {
    dueAt: consequence.promise?.dueAt ?? null,
    response: response === null ? null : { dueAt: response, isLate: now > response },
    closes: consequence.caseStatus === 'closed',
    answerBy: consequence.answerBy,
    reopenUntil: consequence.reopenUntil,
    reportDueAt: consequence.phase === 'resolved' ? consequence.reportDueAt : null,
    phase: consequence.phase,
    platforms: consequence.platforms.map(({ name, from, to }) => ({ name, from, to })),
    continues: consequence.continues,
    reach: { total: reach.total, channels: reach.channels, staff: reach.staff },
    push: push && { title: push.title, body: push.body },
    mail: mail && { subject: mail.subject, text: mail.text },
    frames: { page: frame('page', page !== null), mail: frame('mail', mail !== null) },
    sentTo: null,
  }
}

/** Mails to oneself: a button that is held down fills nobody's mailbox, and delays no other mail to staff. */
const TO_ONESELF = { count: 10, per: 10 * MINUTE }
const sentBy = new WeakMap<AppDeps, Limiter>()

/** Sends the mail that a preview shows to whoever is signed in, ten times in ten minutes. Returns the address. */
export async function sendToMe(c: Context<Env>, deps: AppDeps, { message }: Previewed): Promise<Result<string>> {
  const person = await findPerson(deps.db, sessionOf(c).personId)
  if (!person) return notFound('person')
  const limiter = sentBy.get(deps) ?? new Limiter(TO_ONESELF)
  sentBy.set(deps, limiter)
  const wait = message ? limiter.take(person.id, deps.clock()) : 0
  if (wait > 0) return limited(wait)
  const sent = await sendPreview(actionContext(c, deps), person.email, message)
  if (!sent.ok) return sent
  deps.dispatcher.nudge()
  return ok(person.email)
}

/** A draft's page or mail as it will look, for a frame: it runs nothing and leads nowhere by itself. */
export async function framedPreview(c: Context<Env>, deps: AppDeps, draftId: string, what: string): Promise<Response> {
  const draft = await findDraft(deps.db, draftId)
  const isComposed = draft?.kind === 'open' || draft?.kind === 'update'
  const found = isComposed ? draft : must<NonNullable<typeof draft>>(notFound('draft'))
  const preview = must(await previewTyped(c, deps, found.object?.id ?? null, typedIn(found.fields)))
  const shown = what === 'mail' ? mailFrame(preview) : what === 'page' ? preview.page : null
  const { html, policy } = shown ?? must<NonNullable<typeof shown>>(notFound('preview'))
  c.header('Content-Security-Policy', policy)
  c.header('X-Frame-Options', 'SAMEORIGIN')
  return c.html(html)
}

function mailFrame({ mail }: Previewed) {
  return mail && { html: `<!doctype html><base target="_blank">${mail.html}`, policy: FRAMED_POLICY }
}

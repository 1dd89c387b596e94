import type { Context } from 'hono'
import type { DeskPreview } from '../../../../src/views.ts'
import { notFound } from '../../../domain/refusal.ts'
import type { MaintenanceConsequence } from '../../../preview/maintenance.ts'
import { previewMaintenance } from '../../../preview/maintenance.ts'
import type { Preview } from '../../../preview/preview.ts'
import { findDraft } from '../../../queries/desk/drafts.ts'
import { findMaintenance } from '../../../queries/maintenances.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { framed, framesOf } from '../form/looks.ts'
import { readingOf } from '../form/reading.ts'
import { told } from '../told.ts'
import { planCommand, windowCommand } from './commands.ts'
import { typedIn } from './drafts.ts'
import { whenOf } from './notices.ts'
import { accepting } from './perform.ts'

/** What would follow, as the desk's pages show it; what is too large for them is in frames that read the draft again. */
export async function shownPreview(
  deps: AppDeps,
  preview: Preview<MaintenanceConsequence>,
  draftId: string,
): Promise<DeskPreview> {
  const { consequence, reach, mail, push } = preview
  const channels = reach.channels.filter(({ count }) => count > 0).map(({ title, count }) => ({ title, count }))
  return {
    ...{ state: consequence.state, window: consequence.window },
    reach: { total: reach.total, channels, organisations: reach.organisations },
    notices: consequence.notices.map((notice) => ({
      when: whenOf(notice),
      dueAt: notice.dueAt,
      byHand: notice.byHand,
    })),
    lacksDetails: consequence.lacksDetails,
    atOnce: consequence.atOnce,
    inPlaceOf: consequence.inPlaceOf.map((key) => whenOf({ key })),
    platforms: consequence.platforms.map(({ name, from, to }) => ({ name, from, to })),
    collisions: await told(deps, consequence.warnings),
    mail: mail && { subject: mail.subject, text: mail.text },
    push: push && { title: push.title, body: push.body },
    frames: framesOf('maintenance', preview, draftId),
    sentTo: null,
  }
}

/** The page or the mail of what a draft about maintenance would do, for a frame. */
export async function framedPreview(c: Context<Env>, deps: AppDeps, draftId: string, what: string): Promise<Response> {
  const draft = (await findDraft(deps.db, draftId)) ?? must<never>(notFound('draft'))
  const { typed, way } = typedIn(draft.fields)
  const found = draft.object?.type === 'maintenance' ? await findMaintenance(deps.db, draft.object.id) : null
  const command = found && way ? windowCommand(way, found.maintenance, typed, readingOf(deps)) : null
  const asked = command ?? (draft.kind === 'maintenance_plan' ? planCommand(typed, readingOf(deps)) : notFound('draft'))
  const preview = must(await previewMaintenance(deps, actionContext(c, deps), accepting(must(asked), true)))
  return framed(c, preview, what)
}

import type { DeskPreview } from '../../../../src/views.ts'
import type { ActionContext } from '../../../actions/context.ts'
import { ok, type Result } from '../../../domain/refusal.ts'
import { type MaintenanceCommand, previewMaintenance } from '../../../preview/maintenance.ts'
import type { AppDeps } from '../../deps.ts'
import { told } from '../told.ts'
import { whenOf } from './notices.ts'

/** What would follow if a form were sent now, as the desk's pages show it; or the refusal that it would get. */
export async function deskPreview(
  deps: AppDeps,
  ctx: ActionContext,
  command: MaintenanceCommand,
): Promise<Result<DeskPreview>> {
  const preview = await previewMaintenance(deps, ctx, command)
  if (!preview.ok) return preview
  const { consequence, reach, mail, push } = preview.value
  const channels = reach.channels.filter(({ count }) => count > 0).map(({ title, count }) => ({ title, count }))
  return ok({
    ...{ state: consequence.state, window: consequence.window },
    reach: { total: reach.total, channels },
    notices: consequence.notices.map((notice) => ({
      when: whenOf(notice),
      dueAt: notice.dueAt,
      byHand: notice.byHand,
    })),
    platforms: consequence.platforms.map(({ name, from, to }) => ({ name, from, to })),
    collisions: await told(deps, consequence.warnings),
    mail: mail && { subject: mail.subject, text: mail.text },
    push: push && { title: push.title, body: push.body },
  })
}

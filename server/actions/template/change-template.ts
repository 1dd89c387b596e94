import { appendAudit } from '../../../db/system/audit.ts'
import { changeTemplateRow, findTemplateRow, listTemplateRows } from '../../../db/template/templates.ts'
import { platformErrors } from '../../domain/platform/naming.ts'
import { invalid, notFound, ok, type Result } from '../../domain/refusal.ts'
import type { TemplateFields } from '../../domain/template/template.ts'
import { changesOf } from '../audit-detail.ts'
import { type ActionContext, record } from '../context.ts'
import { platformsThere } from '../platform/platforms-there.ts'
import { templateNameTaken } from './template-name-taken.ts'

/** What is left out stays. */
type TemplateChange = { [Name in keyof TemplateFields]?: TemplateFields[Name] | undefined }

/**
 * Changes a template; one of the demonstration is the provider's own from then on. Platforms that it named already may
 * stay although they were archived.
 */
export async function changeTemplate(
  ctx: ActionContext,
  id: string,
  change: TemplateChange,
): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const before = await findTemplateRow(trx, id)
    if (!before) return notFound('template', id)
    const named = JSON.parse(before.platforms) as string[]
    const platforms = change.platforms ?? named
    const errors = platformErrors(platforms, await platformsThere(trx), named)
    if (errors.length > 0) return invalid(errors)
    const after = {
      name: change.name ?? before.name,
      phase: change.phase ?? before.phase,
      platforms: JSON.stringify(platforms),
      title: change.title === undefined ? before.title : change.title,
      body: change.body ?? before.body,
    }
    const changed = changesOf(before, after)
    if (!changed) return ok({ id })
    const taken = templateNameTaken(await listTemplateRows(trx), after.name, id)
    if (!taken.ok) return taken
    await changeTemplateRow(trx, id, { ...after, demo: 0, updated_at: ctx.now })
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'template.change',
      object: `template/${id}`,
      detail: changed,
    })
    return ok({ id })
  })
}

import { appendAudit } from '../../../db/system/audit.ts'
import { deleteTemplate, findTemplateRow } from '../../../db/template/templates.ts'
import { notFound, ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'

/** Removes a template; the audit trail keeps its texts. What was written with it stays as it is. */
export async function removeTemplate(ctx: ActionContext, id: string): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const before = await findTemplateRow(trx, id)
    if (!before) return notFound('template', id)
    await deleteTemplate(trx, id)
    const { name, phase, title, body } = before
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'template.remove',
      object: `template/${id}`,
      detail: { name, phase, platforms: JSON.parse(before.platforms), title, body },
    })
    return ok({ id })
  })
}

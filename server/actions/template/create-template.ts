import { appendAudit } from '../../../db/system/audit.ts'
import { insertTemplate, listTemplateRows } from '../../../db/template/templates.ts'
import { platformErrors } from '../../domain/platform/naming.ts'
import { conflict, invalid, ok, type Result } from '../../domain/refusal.ts'
import { MOST_TEMPLATES, type TemplateFields } from '../../domain/template/template.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, record } from '../context.ts'
import { platformsThere } from '../platform/platforms-there.ts'
import { templateNameTaken } from './template-name-taken.ts'

/** Adds a template. Refused: platforms that are not in use, a name that is taken, more than there may be. */
export async function createTemplate(ctx: ActionContext, template: TemplateFields): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const errors = platformErrors(template.platforms, await platformsThere(trx))
    if (errors.length > 0) return invalid(errors)
    const others = await listTemplateRows(trx)
    if (others.length >= MOST_TEMPLATES) {
      return conflict('too_many_templates', `There are ${MOST_TEMPLATES} templates already. Remove one first.`)
    }
    const taken = templateNameTaken(others, template.name)
    if (!taken.ok) return taken
    const id = newId()
    const { name, phase, title, body } = template
    const platforms = JSON.stringify(template.platforms)
    const at = { created_at: ctx.now, updated_at: ctx.now }
    await insertTemplate(trx, { id, name, phase, platforms, title, body, demo: ctx.demo ? 1 : 0, ...at })
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'template.create',
      object: `template/${id}`,
      detail: template,
    })
    return ok({ id })
  })
}

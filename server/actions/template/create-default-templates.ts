import { keepSetting, readSetting } from '../../../db/system/settings.ts'
import { listTemplateRows } from '../../../db/template/templates.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { DEFAULT_TEMPLATES } from '../../domain/template/default-templates.ts'
import { MOST_TEMPLATES } from '../../domain/template/template.ts'
import { type ActionContext, record } from '../context.ts'
import { createTemplate } from './create-template.ts'
import { templateNameTaken } from './template-name-taken.ts'

/** That they were made once. */
const MADE = 'templates.made'

/**
 * Adds the templates that an installation begins with, once in its life: what is changed or removed stays so. Returns
 * how many were added.
 */
export async function createDefaultTemplates(ctx: ActionContext): Promise<Result<{ added: number }>> {
  if (!ctx.trx && (await readSetting(ctx.db, MADE)) !== null) return ok({ added: 0 })
  return record(ctx, async (trx) => {
    // Another process may have been first.
    if ((await readSetting(trx, MADE)) !== null) return ok({ added: 0 })
    await keepSetting(trx, MADE, String(ctx.now))
    const others = await listTemplateRows(trx)
    const room = MOST_TEMPLATES - others.length
    const wanted = DEFAULT_TEMPLATES.filter(({ name }) => templateNameTaken(others, name).ok).slice(0, room)
    for (const template of wanted) {
      const created = await createTemplate({ ...ctx, trx, within: undefined, demo: false }, template)
      if (!created.ok) return created
    }
    return ok({ added: wanted.length })
  })
}

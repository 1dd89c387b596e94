import { letFollow } from '../../../db/maintenance/following.ts'
import { findProgramme } from '../../../db/maintenance/programmes.ts'
import { DEFAULT_PROGRAMMES } from '../../domain/maintenance/default-programmes.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'
import { createProgramme } from './create-programme.ts'
import { defaultTexts } from './default-texts.ts'

/**
 * Adds the support plan's programmes that are missing. `platforms` names the platforms of each, by the programme's id;
 * their texts are in the provider's language. Returns the ids of those added; refuses an unknown platform.
 */
export async function createDefaultProgrammes(
  ctx: ActionContext,
  platforms: Readonly<Record<string, readonly string[]>>,
): Promise<Result<{ added: string[] }>> {
  const texts = defaultTexts(ctx.plan)
  return record(ctx, async (trx) => {
    const added: string[] = []
    for (const programme of DEFAULT_PROGRAMMES) {
      if (await findProgramme(trx, programme.id)) continue
      const about = platforms[programme.id] ?? programme.platforms
      const created = await createProgramme(
        { ...ctx, trx, within: undefined },
        { ...programme, ...texts[programme.id], platforms: about },
      )
      if (!created.ok) return created
      await letFollow(trx, programme.id)
      added.push(programme.id)
    }
    return ok({ added })
  })
}

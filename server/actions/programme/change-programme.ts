import { noteHand } from '../../../db/maintenance/following.ts'
import { LEFT_TO_THE_PROVIDER } from '../../domain/maintenance/default-programmes.ts'
import type { Result } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'
import { inOtherLanguages } from '../in-other-languages.ts'
import { runMaintenanceClock } from '../maintenance/run-maintenance-clock.ts'
import { applyChange, type ProgrammeAnswer, type ProgrammeChange } from './apply-change.ts'

/**
 * Somebody changes a programme from now on. What was due under the old rule happens first. Windows that were announced,
 * or whose time was set by hand, keep their time: staff move or cancel them, and subscribers are then notified. A default
 * programme stays one while only said of it is what the defaults leave to the provider; otherwise it is the provider's
 * own from now on, even where they said what it said already.
 */
export async function changeProgramme(
  ctx: ActionContext,
  id: string,
  change: ProgrammeChange,
): Promise<Result<ProgrammeAnswer>> {
  const others = inOtherLanguages(ctx, change.translations)
  if (!others.ok) return others
  return record(ctx, async (trx) => {
    await runMaintenanceClock({ ...ctx, trx, within: undefined })
    const changed = await applyChange(trx, ctx, id, change)
    if (changed.ok) await noteHand(trx, id, { stays: isLeftToTheProvider(change) })
    return changed
  })
}

function isLeftToTheProvider(change: ProgrammeChange): boolean {
  const said = Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  return said.every((name) => LEFT_TO_THE_PROVIDER.some((one) => one === name))
}

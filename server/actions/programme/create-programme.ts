import { appendEvent } from '../../../db/delivery/events.ts'
import { findProgramme, insertProgramme } from '../../../db/maintenance/programmes.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { PAGE_ONLY } from '../../domain/maintenance/notice-plan.ts'
import { decideProgramme, type ProgrammeFields } from '../../domain/maintenance/programme.ts'
import { UNSCHEDULED } from '../../domain/maintenance/unscheduled.ts'
import { conflict, ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'
import { inOtherLanguages } from '../in-other-languages.ts'
import { maintenanceDecisionContext } from '../maintenance/decision-context.ts'

/** What has to be given; the rest has defaults. */
type NewProgramme = Pick<
  ProgrammeFields,
  'id' | 'title' | 'description' | 'reason' | 'rule' | 'anchor' | 'wallStart' | 'wallEnd' | 'platforms' | 'impact'
> &
  Partial<Pick<ProgrammeFields, 'zone' | 'translations' | 'endsBy' | 'notices' | 'detailsExpected' | 'freezes'>>

/** Adds a programme; its windows begin from now on. Returns its id, `decideProgramme`'s refusal, or `programme_exists`. */
export async function createProgramme(ctx: ActionContext, programme: NewProgramme): Promise<Result<{ id: string }>> {
  const others = inOtherLanguages(ctx, programme.translations)
  if (!others.ok) return others
  return record(ctx, async (trx) => {
    if (programme.id === UNSCHEDULED || (await findProgramme(trx, programme.id))) {
      return conflict('programme_exists', `There is already a programme "${programme.id}". Choose another id.`)
    }
    const there = await maintenanceDecisionContext(trx, ctx)
    const decided = decideProgramme(complete(programme, ctx.plan.zone), there)
    if (!decided.ok) return decided
    const made = { at: ctx.now, demo: ctx.demo ?? false }
    await insertProgramme(trx, { ...decided.value, computedFrom: ctx.now, revision: 0, updatedAt: ctx.now }, made)
    await appendEvent(trx, { kind: 'programme.changed', at: ctx.now, platforms: decided.value.platforms })
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'programme.create',
      object: `programme/${programme.id}`,
      detail: decided.value,
    })
    return ok({ id: programme.id })
  })
}

function complete(programme: NewProgramme, zone: string): ProgrammeFields {
  return {
    ...programme,
    translations: programme.translations ?? {},
    zone: programme.zone ?? zone,
    endsBy: programme.endsBy ?? (programme.impact === 'none' ? 'clock' : 'hand'),
    notices: programme.notices ?? PAGE_ONLY,
    detailsExpected: programme.detailsExpected ?? false,
    freezes: programme.freezes ?? [],
    archived: false,
  }
}

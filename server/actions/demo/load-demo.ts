import { isEmpty } from '../../../db/demo/demo.ts'
import { removeUnusedProgrammes } from '../../../db/demo/demo-maintenance.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { NORTHLINE } from '../../../db/seed/northline.ts'
import type { Seed } from '../../../db/seed/seed.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { keepSetting } from '../../../db/system/settings.ts'
import { conflict, ok, type Result } from '../../domain/refusal.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'
import { type ActionContext, record } from '../context.ts'
import { createPlatform } from '../platform/create-platform.ts'
import { createTemplate } from '../template/create-template.ts'
import { incidentSteps } from './incidents.ts'
import { maintenanceSteps } from './maintenance.ts'
import { organisationStep } from './organisations.ts'
import { type DemoStep, must } from './step.ts'
import { ensureVisitor } from './visitor.ts'

/** The platforms are older than any history that the page shows. */
const FOUNDED = 400 * DAY

/**
 * Fills an empty database with a demonstration: runs its history through the real actions, in one transaction and
 * without notifying anybody. Refused with `not_empty`. Throws if the demonstration itself breaks a rule.
 */
export async function loadDemo(
  ctx: ActionContext,
  seed: Seed = NORTHLINE,
): Promise<Result<Record<'platforms' | 'incidents' | 'maintenances' | 'organisations', number>>> {
  return record(ctx, async (trx) => {
    if (!(await isEmpty(trx))) {
      return conflict(
        'not_empty',
        'There are platforms, incidents or organisations already. A demonstration needs an empty database.',
      )
    }
    await removeUnusedProgrammes(trx, Object.keys(seed.programmes))
    for (const platform of seed.platforms) must(await createPlatform(past(ctx, trx, ctx.now - FOUNDED), platform))
    for (const template of seed.templates) must(await createTemplate(past(ctx, trx, ctx.now - FOUNDED), template))
    for (const { at, act } of history(seed, ctx)) await act(past(ctx, trx, at))
    await keepSetting(trx, 'demo', seed.name)
    await ensureVisitor(trx, ctx.now)
    const loaded = {
      platforms: seed.platforms.length,
      incidents: seed.incidents.length,
      maintenances: seed.maintenances.length,
      organisations: seed.organisations.length,
    }
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'demo.load',
      object: `demo/${seed.name}`,
      detail: loaded,
    })
    return ok(loaded)
  })
}

/** The context of an action at an instant of the demonstration's history. */
function past(ctx: ActionContext, trx: Trx, now: Instant): ActionContext {
  return { db: ctx.db, trx, plan: ctx.plan, actor: { name: 'demo', role: 'admin' }, now, demo: true, silent: true }
}

/** Every step of a demonstration up to now, in order of time. */
function history(seed: Seed, { now, plan }: ActionContext): DemoStep[] {
  return [
    ...seed.organisations.map((organisation) => organisationStep(organisation, now)),
    ...maintenanceSteps(seed, now, plan.zone),
    ...seed.incidents.flatMap((incident) => incidentSteps(incident, now, plan.zone)),
  ]
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at - b.at)
}

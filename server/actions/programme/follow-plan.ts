import { followingProgrammes, singleWindowsElsewhere, tellSingleWindowsIn } from '../../../db/maintenance/following.ts'
import { findProgramme } from '../../../db/maintenance/programmes.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { DEFAULT_PROGRAMMES, type LEFT_TO_THE_PROVIDER } from '../../domain/maintenance/default-programmes.ts'
import type { ProgrammeFields } from '../../domain/maintenance/programme.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'
import { runMaintenanceClock } from '../maintenance/run-maintenance-clock.ts'
import { applyChange, type ProgrammeAnswer } from './apply-change.ts'
import { defaultTexts } from './default-texts.ts'

/** A programme that follows, and the windows that keep their time all the same: those of which somebody was told. */
interface Followed extends ProgrammeAnswer {
  zone: string
}

/**
 * Brings the default programmes that nobody has changed in line with the plan file and this version's defaults: their
 * zone, rule, times, texts and notices. What was due before happens first. Windows that were announced or set by hand
 * keep their time and are named. Single windows, for which nobody chooses a zone, are told in the plan file's. It only
 * reads while all are in line.
 */
export async function followPlan(ctx: ActionContext): Promise<Result<Followed[]>> {
  const db = ctx.trx ?? ctx.db
  const { zone } = ctx.plan
  if ((await astray(db, ctx.plan)).length === 0 && (await singleWindowsElsewhere(db, zone)) === 0) return ok([])
  return record(ctx, async (trx) => {
    const inside = { ...ctx, trx, within: undefined }
    await runMaintenanceClock(inside)
    await tellSingleWindowsIn(trx, zone)
    const followed: Followed[] = []
    for (const { id, ...fields } of await astray(trx, ctx.plan)) {
      const done = await applyChange(trx, ctx, id, fields)
      if (!done.ok) return done
      followed.push({ ...done.value, zone })
    }
    return ok(followed)
  })
}

type Default = Omit<ProgrammeFields, (typeof LEFT_TO_THE_PROVIDER)[number]>

/** The programmes that follow, and are not as they should be, as they should be. */
async function astray(db: Reader, plan: Plan): Promise<Default[]> {
  const following = await followingProgrammes(db)
  const differing: Default[] = []
  for (const wanted of defaultsOf(plan).filter(({ id }) => following.includes(id))) {
    const found = await findProgramme(db, wanted.id)
    const names = Object.keys(wanted) as (keyof Default)[]
    if (found && names.some((name) => JSON.stringify(found[name]) !== JSON.stringify(wanted[name]))) {
      differing.push(wanted)
    }
  }
  return differing
}

function defaultsOf(plan: Plan): Default[] {
  const texts = defaultTexts(plan)
  return DEFAULT_PROGRAMMES.map(({ translations: _t, platforms: _p, freezes: _f, archived: _a, ...fields }) => ({
    ...fields,
    ...texts[fields.id],
    zone: plan.zone,
  }))
}

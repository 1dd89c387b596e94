import { appendAudit } from '../../db/audit.ts'
import { isEmpty } from '../../db/demo.ts'
import type { Trx } from '../../db/schema.ts'
import { NORTHLINE } from '../../db/seed/northline.ts'
import type { Impacts, Seed, SeedIncident, SeedStep, SeedUpdate } from '../../db/seed/seed.ts'
import { keepSetting } from '../../db/settings.ts'
import { lastUpdate } from '../../db/updates.ts'
import type { Affected, UpdateCommand } from '../domain/incident.ts'
import { conflict, ok, type Result } from '../domain/refusal.ts'
import { DAY, type Instant, MINUTE } from '../domain/vocabulary.ts'
import { changeIncident } from './change-incident.ts'
import { type ActionContext, record } from './context.ts'
import { correctUpdate } from './correct-update.ts'
import { createPlatform } from './create-platform.ts'
import { openIncident } from './open-incident.ts'
import { postUpdate } from './post-update.ts'

/** The platforms are older than anything the page looks back on. */
const FOUNDED = 400 * DAY

/** One thing that somebody did at some time. */
interface Deed {
  at: Instant
  incident: SeedIncident
  step: SeedStep
}

/**
 * Fills an empty database with a demonstration: its history is played through the real actions, told to nobody, in one
 * transaction. Refuses `not_empty`. Throws when the demonstration itself breaks a rule.
 */
export async function loadDemo(
  ctx: ActionContext,
  seed: Seed = NORTHLINE,
): Promise<Result<{ platforms: number; incidents: number }>> {
  return record(ctx, async (trx) => {
    if (!(await isEmpty(trx))) {
      return conflict('not_empty', 'There are platforms or incidents already. A demonstration needs an empty database.')
    }
    for (const platform of seed.platforms) must(await createPlatform(past(ctx, trx, ctx.now - FOUNDED), platform))
    await play(ctx, trx, seed)
    await keepSetting(trx, 'demo', seed.name)
    const loaded = { platforms: seed.platforms.length, incidents: seed.incidents.length }
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

/** Whoever acts in the demonstration, at an instant of its history. */
function past(ctx: ActionContext, trx: Trx, now: Instant): ActionContext {
  return { db: ctx.db, trx, plan: ctx.plan, actor: { name: 'demo', role: 'admin' }, now, demo: true }
}

async function play(ctx: ActionContext, trx: Trx, seed: Seed): Promise<void> {
  const ids = new Map<SeedIncident, string>()
  for (const { at, incident, step } of deeds(seed, ctx.now, ctx.plan.zone)) {
    const then = past(ctx, trx, at)
    const id = ids.get(incident)
    if (id === undefined) ids.set(incident, must(await openIncident(then, opening(incident, at))).id)
    else if ('designate' in step) must(await changeIncident(then, id, { priority: 'P1G', ...step.designate }))
    else if ('correct' in step) {
      must(await correctUpdate(then, id, (await lastUpdate(trx, id)).id, step.correct))
    } else must(await postUpdate(then, id, updateCommand(step, at)))
  }
}

/** Everything that happens in a demonstration, in the order of time. */
function deeds(seed: Seed, now: Instant, zone: string): Deed[] {
  return seed.incidents
    .flatMap((incident) => {
      const posted = postedAt(incident, now, zone)
      return incident.steps.map((step) => ({ at: posted + step.after * MINUTE, incident, step }))
    })
    .sort((a, b) => a.at - b.at)
}

function postedAt({ posted }: SeedIncident, now: Instant, zone: string): Instant {
  if ('minutesAgo' in posted) return now - posted.minutesAgo * MINUTE
  return Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(zone)
    .subtract({ days: posted.daysAgo })
    .withPlainTime(posted.at).epochMilliseconds
}

function opening(incident: SeedIncident, at: Instant) {
  const { title, priority, caseNumber, vendor } = incident
  const { notify, ...update } = updateCommand(incident.steps[0], at)
  return {
    title,
    priority,
    caseNumber,
    vendor,
    openedAt: at - incident.openedBefore * MINUTE,
    startedAt: incident.startedBefore === undefined ? undefined : at - incident.startedBefore * MINUTE,
    platforms: affected(incident.platforms),
    update,
    notify,
    drill: false,
    confirmed: true,
  }
}

function updateCommand(step: SeedUpdate, at: Instant): UpdateCommand {
  const later = (minutes: number | undefined) => (minutes === undefined ? undefined : at + minutes * MINUTE)
  return {
    body: step.body,
    phase: step.phase,
    platforms: step.platforms && affected(step.platforms),
    nextUpdateBy: later(step.nextUpdateIn),
    etr: later(step.etrIn),
    reason: step.reason,
    translations: step.translations,
    notify: false,
  }
}

function affected(impacts: Impacts): Affected[] {
  return Object.entries(impacts).map(([id, impact]) => ({ id, impact }))
}

function must<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(`The demonstration breaks a rule: ${result.refusal.detail}`)
}

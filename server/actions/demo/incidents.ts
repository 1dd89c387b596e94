import { lastUpdate } from '../../../db/incident/updates.ts'
import type { Impacts, SeedIncident, SeedStep, SeedUpdate } from '../../../db/seed/seed.ts'
import type { Affected } from '../../domain/incident/incident.ts'
import type { UpdateCommand } from '../../domain/incident/updating.ts'
import { type Instant, MINUTE } from '../../domain/vocabulary.ts'
import type { ActionContext } from '../context.ts'
import { changeIncident } from '../incident/change-incident.ts'
import { correctUpdate } from '../incident/correct/correct-update.ts'
import { openIncident } from '../incident/open-incident.ts'
import { postUpdate } from '../incident/post-update.ts'
import { publishPostmortem } from '../incident/publish-postmortem.ts'
import { type DemoStep, daysAgo, must } from './step.ts'

/** The steps of an incident in a demonstration. */
export function incidentSteps(incident: SeedIncident, now: Instant, zone: string): DemoStep[] {
  const { posted } = incident
  const first =
    'minutesAgo' in posted ? now - posted.minutesAgo * MINUTE : daysAgo(now, posted.daysAgo, posted.at, zone)
  let id = ''
  const [, ...later] = incident.steps
  return [
    {
      at: first,
      act: async (then) => (id = must(await openIncident(then, opening(incident, first, then.plan.languages[0]))).id),
    },
    ...later.map((step): DemoStep => ({ at: first + step.after * MINUTE, act: (then) => take(then, id, step) })),
  ]
}

async function take(then: ActionContext, id: string, step: SeedStep): Promise<void> {
  if ('designate' in step) must(await changeIncident(then, id, { priority: 'P1G', notify: false, ...step.designate }))
  else if ('correct' in step) {
    must(await correctUpdate(then, id, (await lastUpdate(then.trx ?? then.db, id)).id, step.correct))
  } else if ('report' in step) must(await publishPostmortem(then, id, { body: step.report, notify: false }))
  else must(await postUpdate(then, id, updateCommand(step, then.now, then.plan.languages[0])))
}

function opening(incident: SeedIncident, at: Instant, own: string | undefined) {
  const { title, priority, caseNumber, vendor } = incident
  const { notify, ...update } = updateCommand(incident.steps[0], at, own)
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

/** `own`: the language that texts themselves are taken to be in. */
function updateCommand(step: SeedUpdate, at: Instant, own: string | undefined): UpdateCommand {
  const later = (minutes: number | undefined) => (minutes === undefined ? undefined : at + minutes * MINUTE)
  return {
    body: step.body,
    phase: step.phase,
    platforms: step.platforms && affected(step.platforms),
    nextUpdateBy: later(step.nextUpdateIn),
    etr: later(step.etrIn),
    reason: step.reason,
    translations: Object.fromEntries(Object.entries(step.translations ?? {}).filter(([language]) => language !== own)),
    notify: false,
  }
}

function affected(impacts: Impacts): Affected[] {
  return Object.entries(impacts).map(([id, impact]) => ({ id, impact }))
}

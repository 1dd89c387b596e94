import type { IncidentRow } from '../../../db/incident/public.ts'
import type { UpdateRow } from '../../../db/incident/updates.ts'
import { bodyFor, titleFor } from '../../../src/i18n/wording.ts'
import type { IncidentRef, IncidentView, OpenIncident, PromiseView, Site, UpdateView } from '../../../src/views.ts'
import { saidOf } from '../../domain/incident/affected.ts'
import { headlineOf, type Stand } from '../../domain/incident/case/headline.ts'
import { type Outlook, outlookOf } from '../../domain/incident/case/outlook.ts'
import type { ImpactChange } from '../../domain/incident/incident.ts'
import { takenAfter, toldEffects } from '../../domain/incident/times/effect.ts'
import { caseWays } from '../../domain/plan/support.ts'
import { hasPassed, standing } from '../../domain/promise/promise.ts'
import type { Instant, PlatformState } from '../../domain/vocabulary.ts'
import { documentOf } from '../facts/html.ts'
import { type IncidentWithUpdates, reasonNow, reportPutOffBy, reportStandingOf } from '../facts/incidents.ts'
import type { Platforms, PublishSnapshot } from '../facts/snapshot.ts'
import { currentStates } from '../facts/states.ts'
import { PICTURE_KEPT, picturePath } from './picture.ts'
import { promiseRecord } from './promises.ts'
import { asHtml, incidentPath, summary, titled } from './summary.ts'

/** The page of one incident, or null where there is none to show (unknown, or a drill). */
export async function incidentView(snapshot: PublishSnapshot, id: string): Promise<IncidentView | null> {
  const incident = await snapshot.incident(id)
  if (!incident) return null
  const [platforms, related, duplicates, states] = await Promise.all([
    snapshot.platforms(),
    snapshot.related(id),
    snapshot.duplicates(id),
    currentStates(snapshot),
  ])
  const titles = await snapshot.titlesOf([...related, ...duplicates].map((one) => one.id))
  const named = (changes: readonly ImpactChange[]) => namedChanges(changes, platforms)
  const effects = toldEffects(incident.updates.map((update) => ({ ...standOf(update), changes: allChanges(update) })))
  const refs = new Map(
    duplicates.map((one) => [one.id, { ...incidentRef(one, titles, snapshot.site), mergedAt: one.merged_at }]),
  )
  return {
    kind: 'incident',
    picture: pictureOf(incident.row, snapshot.now),
    incident: summary(incident, platforms, snapshot, states),
    outlook: outlookView(incident, snapshot),
    caseWays: caseWays(snapshot.plan.support.channels, snapshot.site.mailIsAnswered),
    timesCorrectedAt: incident.row.times_corrected_at,
    caseNumber: incident.row.case_number,
    vendor: incident.row.vendor,
    promise: promiseView(incident, snapshot.now, snapshot.plan.dueSoon),
    updates: incident.updates.map((update, index) => ({
      ...updateView(update, incident.updates[index + 1], platforms, snapshot.site),
      changes: named(effects[index] ?? []),
      reportWasDueAt: reportPutOffBy(index, incident, snapshot.plan),
    })),
    designations: incident.designations.map(({ how, priority, at }) => ({ how, priority, at })),
    taken: incident.updates.flatMap((update) =>
      takenAfter(allChanges(update)).map(({ at, from, changes }) => ({
        at,
        reportedAs: refs.get(from) ?? null,
        changes: named(changes),
      })),
    ),
    record: promiseRecord(incident, snapshot.now),
    related: related.map((one) => incidentRef(one, titles, snapshot.site)),
    duplicates: [...refs.values()],
    postmortem: postmortemView(snapshot, incident),
  }
}

type Titles = Awaited<ReturnType<PublishSnapshot['titlesOf']>>

/** Whatever keeps pictures asks anew for one with another address, which is of the same file. */
function pictureOf({ id, resolved_at, updated_at }: IncidentRow, now: Instant): string | null {
  return resolved_at === null || now <= resolved_at + PICTURE_KEPT ? `${picturePath(id)}?${updated_at}` : null
}

function incidentRef(
  { id, title, opened_at }: Pick<IncidentRow, 'id' | 'title' | 'opened_at'>,
  titles: Titles,
  site: Site,
): IncidentRef {
  return { ...titled(titleFor(site, title, titles.get(id) ?? {})), url: incidentPath(id), openedAt: opened_at }
}

/** The report on its cause, or by when it is promised. */
function postmortemView(
  { now, site }: Pick<PublishSnapshot, 'now' | 'site'>,
  incident: IncidentWithUpdates,
): IncidentView['postmortem'] {
  const stands = reportStandingOf(incident, now)
  if (!stands || !('at' in stands)) return stands
  return { ...stands, ...asHtml(bodyFor(site, incident.report ?? { body: '', translations: {} }), documentOf) }
}

/** An open incident as the home page and its platforms' pages show it. */
export function openIncident(
  incident: IncidentWithUpdates,
  platforms: Platforms,
  states: ReadonlyMap<string, PlatformState>,
  snapshot: Pick<PublishSnapshot, 'now' | 'plan' | 'site'>,
): OpenIncident {
  const [latest, before] = incident.updates
  if (!latest) throw new Error(`Incident ${incident.row.id} has no update.`)
  return {
    ...summary(incident, platforms, snapshot, states),
    promise: promiseView(incident, snapshot.now, snapshot.plan.dueSoon),
    latest: updateView(latest, before, platforms, snapshot.site),
  }
}

/** What is promised next, as of `now`. */
function promiseView(incident: IncidentWithUpdates, now: Instant, dueSoon: number): PromiseView {
  const { row, updates } = incident
  const dueAt = row.next_update_due_at
  return {
    dueAt,
    standing: standing(dueAt, now, dueSoon),
    basis: dueAt === null ? null : (updates[0]?.basis ?? null),
    etr: row.etr,
    etrPassed: hasPassed(row.etr, now),
    holdUntil: row.hold_until,
    holdPassed: hasPassed(row.hold_until, now),
    reason: reasonNow(incident, now),
  }
}

/** Where a case stood after an update. */
export function standOf({ phase, case_status }: Pick<UpdateRow, 'phase' | 'case_status'>): Stand {
  return { phase, caseStatus: case_status }
}

/** What customers can do about a case now, and until when. */
export function outlookView(
  { row, updates }: IncidentWithUpdates,
  { plan, now }: Pick<PublishSnapshot, 'plan' | 'now'>,
): Outlook {
  const said = updates.map(({ posted_at, case_status }) => ({ at: posted_at, caseStatus: case_status }))
  return outlookOf({ caseStatus: row.case_status, updates: said.reverse() }, plan, now)
}

/** One public text; `before` is the update it follows, if any. */
function updateView(update: UpdateRow, before: UpdateRow | undefined, platforms: Platforms, site: Site): UpdateView {
  return {
    id: update.id,
    phase: update.phase,
    headline: headlineOf(standOf(update), before ? standOf(before) : null),
    ...asHtml(bodyFor(site, update)),
    at: update.created_at,
    correctedAt: update.corrected_at,
    overAt: update.resolved_at,
    holdUntil: update.hold_until,
    etr: update.etr,
    reason: update.hold_until === null && update.etr === null ? null : update.reason,
    changes: namedChanges(impactChanges(update), platforms),
  }
}

/** All that was said of an incident, newest first. */
export function told({ updates }: IncidentWithUpdates, platforms: Platforms, site: Site): UpdateView[] {
  return updates.map((update, index) => updateView(update, updates[index + 1], platforms, site))
}

/** With names, also of archived platforms. */
export function namedChanges(changes: readonly ImpactChange[], platforms: Platforms): UpdateView['changes'] {
  return changes.flatMap(({ id, from, to }) => {
    const platform = platforms.byId.get(id)
    return platform ? [{ name: platform.name, from, to }] : []
  })
}

/** What is kept with an update, also what was taken over since. */
export function allChanges(update: Pick<UpdateRow, 'changes'>): ImpactChange[] {
  return JSON.parse(update.changes)
}

/** What an update set on which platforms, also archived ones; not what was taken over since. */
export function impactChanges(update: Pick<UpdateRow, 'changes'>): ImpactChange[] {
  return saidOf(allChanges(update))
}

import { beforeClosing } from '../../../../db/incident/closings.ts'
import { loadIncident } from '../../../../db/incident/incidents.ts'
import type { Amendment, AmendView, Reopening } from '../../../../src/views.ts'
import { designation } from '../../../domain/incident/designation.ts'
import { notReopenable, reopenableUntil } from '../../../domain/incident/reopening.ts'
import { notFound } from '../../../domain/refusal.ts'
import { can } from '../../../domain/staff/can.ts'
import { PRIORITIES, type Role } from '../../../domain/vocabulary.ts'
import { newId } from '../../../lib/ids.ts'
import { toHtml } from '../../../lib/markdown.ts'
import { findIncident, type IncidentInFull } from '../../../queries/incidents.ts'
import { listPlatforms } from '../../../queries/platforms.ts'
import type { AppDeps } from '../../deps.ts'
import { must } from '../../middleware/problem.ts'
import { type FormValues, timeValues, twiceIn } from '../form/values.ts'
import { masterOf, reopenUntilOf } from '../incident/content.ts'
import { freshDraft } from './drafts.ts'
import { AMENDMENTS, type Place, REPORT_OUTLINE, TIMES } from './kinds.ts'

export type AmendContent = Omit<AmendView, 'me' | 'faults'>

/** What somebody of this role sees of an incident on a small page, with what they typed. A 404 if there is none. */
export async function amendContent(
  deps: AppDeps,
  of: Amendment,
  place: Place,
  { role, typed }: { role: Role; typed?: FormValues },
): Promise<AmendContent> {
  const { found, posted, reopening, begun } = await beginning(deps, of, place, role)
  const row = found.incident
  const values = typed ?? begun
  const fresh = freshDraft(of, place)
  return {
    kind: 'console/amend',
    draft: fresh && { id: fresh.id, base: 0, revision: 0, is: 'begun', restoredFrom: null },
    ...{ of, values, posted, reopening, once: newId(), preview: null, following: null, confirms: false },
    path: `/staff/incidents/${place.id}/${AMENDMENTS[of].path.replace(':uid', place.uid)}`,
    incident: {
      ...{ id: row.id, title: row.title, priority: row.priority, phase: row.phase },
      ...{ caseStatus: row.case_status, caseNumber: row.case_number, drill: row.drill === 1 },
    },
    master: await masterOf(deps, found),
    twice: twiceIn(values, [...TIMES, 'nextUpdateBy'], deps.site.zone),
    others: found.updates
      .filter(({ id }) => id !== place.uid)
      .map(({ id, created_at: at, phase, case_status: caseStatus }) => ({ id, at, phase, caseStatus })),
    reopenUntil: await reopenUntilOf(deps, found),
    priorities: prioritiesFor(deps, row, role),
    tellsLeads: deps.plan.staff.leads.length > 0 && row.drill === 0,
    reportDueAt: row.phase === 'resolved' ? (found.updates[0]?.report_due_at ?? null) : null,
    contacts: of === 'contacts' ? { askedAt: row.asked_at, answeredAt: row.answered_at } : null,
  }
}

/** How the fields stand now, named as the form says how they were: `was.priority`; and `was.seen`, what has no field. */
export async function standingNow(deps: AppDeps, of: Amendment, place: Place, role: Role): Promise<FormValues> {
  const { begun } = await beginning(deps, of, place, role)
  return Object.fromEntries(Object.entries(begun).filter(([name]) => name.startsWith('was.')))
}

async function beginning(deps: AppDeps, of: Amendment, place: Place, role: Role) {
  const found = (await findIncident(deps.db, place.id, { drills: true })) ?? must<never>(notFound('incident'))
  const posted = postedIn(of, found, place)
  const reopening = of === 'reopen' ? await reopeningOf(deps, place.id, role) : null
  const values = { ...valuesOf(of, found, deps.site.zone), ...impactsOf(reopening), ...wordsOf(of, found, place) }
  // One that cannot be reopened says so itself.
  const seen: FormValues = reopening?.barred ? {} : { 'was.seen': [seenOf(of, found, posted)] }
  return { found, posted, reopening, begun: { ...withWas(values), ...seen } }
}

/** What stands, as it was seen: it has changed if this has. */
function seenOf(of: Amendment, { incident, updates }: IncidentInFull, posted: AmendContent['posted']): string {
  if (of === 'contacts') return `${incident.asked_at} ${incident.answered_at}`
  if (of === 'reopen') return updates[0]?.id ?? 'none'
  if (of === 'change' || of === 'times') return overOf(incident)
  return String(posted === null ? 'none' : (posted.correctedAt ?? posted.at))
}

/** Is it over? Then a change of it means something else. */
export type Over = 'open' | 'resolved' | 'duplicate'

function overOf({ phase, duplicate_of: master }: IncidentInFull['incident']): Over {
  return phase !== 'resolved' ? 'open' : master === null ? 'resolved' : 'duplicate'
}

function postedIn(of: Amendment, { updates, postmortem }: IncidentInFull, { uid }: Place): AmendContent['posted'] {
  if (of === 'report') {
    if (!postmortem) return null
    const { published_at: at, corrected_at: correctedAt, body } = postmortem
    return { at, correctedAt, html: toHtml(body) }
  }
  if (of !== 'text') return null
  const update = updates.find(({ id }) => id === uid) ?? must<never>(notFound('update'))
  return { at: update.created_at, correctedAt: update.corrected_at, html: toHtml(update.body) }
}

function wordsOf(of: Amendment, { updates, postmortem }: IncidentInFull, { uid }: Place): FormValues {
  if (of !== 'report' && of !== 'text') return {}
  const said = of === 'report' ? postmortem : updates.find(({ id }) => id === uid)
  const given = Object.entries(said?.translations ?? {})
  return {
    body: [said?.body ?? (of === 'report' ? REPORT_OUTLINE : '')],
    ...Object.fromEntries(given.map(([language, { body }]) => [`body.${language}`, [body]])),
    ...Object.fromEntries(given.flatMap(([language, { title }]) => (title ? [[`title.${language}`, [title]]] : []))),
  }
}

function valuesOf(of: Amendment, { incident }: IncidentInFull, zone: string): FormValues {
  if (of === 'change') {
    const { title, priority, vendor } = incident
    return { title: [title], priority: [priority], vendor: [vendor ?? ''] }
  }
  if (of !== 'times') return of === 'reopen' ? { phase: ['investigating'] } : {}
  const { opened_at: openedAt, started_at: startedAt, resolved_at: resolvedAt } = incident
  const times = { openedAt, startedAt, resolvedAt }
  const known = TIMES.filter((name) => times[name] !== null || name !== 'resolvedAt')
  return Object.assign(
    {},
    ...known.map((name) => (times[name] === null ? { [name]: [''] } : timeValues(name, times[name], zone))),
  )
}

/** Beside each field how it was when the form was shown. Texts are compared by when they were corrected. */
function withWas(values: FormValues): FormValues {
  const was = Object.entries(values).filter(([name]) => name !== 'body' && !/^(?:body|title)\./.test(name))
  return { ...values, ...Object.fromEntries(was.map(([name, value]) => [`was.${name}`, value])) }
}

function prioritiesFor({ plan }: AppDeps, { priority, phase }: IncidentInFull['incident'], role: Role) {
  const may = can({ role }, 'incident.designate', plan)
  if (priority === 'P1G' && !may) return [priority]
  return PRIORITIES.filter((one) => one === priority || one !== 'P1G' || (may && phase !== 'resolved'))
}

async function reopeningOf(deps: AppDeps, id: string, role: Role): Promise<Reopening> {
  const incident = (await loadIncident(deps.db, id)) ?? must<never>(notFound('incident'))
  const { before, closedAt } = await beforeClosing(deps.db, id)
  const { plan } = deps
  const context = { role, plan, now: deps.clock(), closedAt }
  const refusal = notReopenable(incident, context) ?? designation(incident.priority, context)
  const impacts = new Map(before.map((one) => [one.id, one.impact]))
  const all = await listPlatforms(deps.db, { archived: true })
  const comesBack = (platform: string) => (impacts.get(platform) ?? 'operational') !== 'operational'
  return {
    barred: refusal && (BARRED[refusal.code] ?? 'role'),
    until: reopenableUntil(closedAt, plan.zone),
    platforms: all
      .filter(({ archived }) => !archived)
      .map((one) => ({ id: one.id, name: one.name, impact: comesBack(one.id) ? (impacts.get(one.id) ?? null) : null })),
    archived: all.filter((one) => one.archived && comesBack(one.id)).map(({ name }) => name),
  }
}

const BARRED: Readonly<Record<string, Reopening['barred']>> = {
  incident_open: 'open',
  incident_duplicate: 'duplicate',
  reopen_too_late: 'late',
}

function impactsOf(reopening: Reopening | null): FormValues {
  const hit = reopening?.platforms.filter(({ impact }) => impact !== null) ?? []
  return Object.fromEntries(hit.map(({ id, impact }) => [`impact.${id}`, [impact as string]]))
}

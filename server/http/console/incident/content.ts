import { lastReopening } from '../../../../db/incident/closings.ts'
import { withPostedAt } from '../../../../db/incident/posted.ts'
import type { ComposeChoices, ComposedIncident, ComposeView } from '../../../../src/views.ts'
import { outlookOf } from '../../../domain/incident/case/outlook.ts'
import { transitions } from '../../../domain/incident/case-status.ts'
import { reportStanding } from '../../../domain/incident/postmortem.ts'
import { endsHour } from '../../../domain/incident/relation.ts'
import { standing } from '../../../domain/promise/promise.ts'
import { can } from '../../../domain/staff/can.ts'
import { addSpan } from '../../../domain/time/business-days.ts'
import { type CaseStatus, type Instant, PRIORITIES, type Priority, type Role } from '../../../domain/vocabulary.ts'
import { readDue } from '../../../queries/desk/board.ts'
import { deskIncidents } from '../../../queries/desk/incident-list.ts'
import { findIncident, type IncidentInFull, listIncidents } from '../../../queries/incidents.ts'
import { listPlatforms } from '../../../queries/platforms.ts'
import type { AppDeps } from '../../deps.ts'
import { answeredAs } from '../board/answered.ts'
import { type Typed, twiceTyped } from './fields.ts'
import { composedTimeline } from './timeline.ts'

type Deps = Pick<AppDeps, 'db' | 'plan' | 'clock' | 'site'>
export type ComposeContent = Omit<ComposeView, 'me' | 'faults'>

/** What the composer shows of an incident as it is now, for somebody of this role, an actor. Null: there is no such incident. */
export async function composeContent(
  deps: Deps,
  id: string | null,
  { role, actor, values, draft }: { role: Role; actor: string; values: Typed } & Pick<ComposeContent, 'draft'>,
): Promise<ComposeContent | null> {
  const found = id === null ? null : await findIncident(deps.db, id, { drills: true })
  if (id !== null && !found) return null
  return {
    kind: 'console/compose',
    incident: found && (await composedIncident(deps, found, actor)),
    twice: twiceTyped(values, deps.site.zone),
    values: { ...defaultsOf(found, { role, plan: deps.plan }), ...values },
    choices: await choicesFor(deps, found, role, values.relatedTo ?? ''),
    draft,
    ...{ posted: null, missed: [], writers: [], preview: null },
  }
}

/** The sequence number of an incident's newest update. */
export function newestOf({ updates }: Pick<IncidentInFull, 'updates'>): number {
  return updates[0]?.sequence ?? 0
}

/** What a form begins with: everything as it is; of a new incident, a P1G where the role may open one. */
function defaultsOf(
  found: IncidentInFull | null,
  { role, plan }: { role: Role; plan: AppDeps['plan'] },
): Record<string, string> {
  if (!found) return { priority: can({ role }, 'incident.designate', plan) ? 'P1G' : 'P1', phase: 'investigating' }
  const { phase } = found.incident
  const impacts = found.platforms.flatMap(({ id, impact }) => [
    [`impact.${id}`, impact],
    [`was.${id}`, impact],
  ])
  const vendor = found.incident.vendor ?? ''
  return { phase, 'was.phase': phase, vendor, 'was.vendor': vendor, ...Object.fromEntries(impacts) }
}

/**
 * What was typed, on an incident that has moved on since: where the writer had changed nothing, it is as it is now.
 */
export function broughtForward(typed: Typed): Typed {
  const stays = ([name, value]: [string, string]) => {
    if (name.startsWith('was.')) return false
    const id = /^impact\.(.+)$/.exec(name)?.[1] ?? (name === 'phase' || name === 'vendor' ? name : null)
    return id === null || ((value !== '' || id === 'vendor') && value !== typed[`was.${id}`])
  }
  return Object.fromEntries(Object.entries(typed).filter(stays))
}

async function composedIncident(
  { db, plan, clock }: Deps,
  found: IncidentInFull,
  me: string,
): Promise<ComposedIncident> {
  const { incident: row } = found
  const now = clock()
  // A drill promises nobody anything.
  const dueAt = row.drill === 1 ? null : row.next_update_due_at
  return {
    ...{ id: row.id, url: `/incidents/${row.id}/`, title: row.title, priority: row.priority, phase: row.phase },
    ...{ caseStatus: row.case_status, caseNumber: row.case_number, vendor: row.vendor, drill: row.drill === 1 },
    ...{ dueAt, etr: row.etr, holdUntil: row.hold_until },
    standing: standing(dueAt, now, plan.dueSoon),
    master: await masterOf({ db }, found),
    reopenUntil: await reopenUntilOf({ db, plan, clock }, found),
    report: reportOf(found, await lastReopening(db, row.id), now),
    owed: await answersAbout({ db, plan }, row.id, { me, now }),
    ...(await composedTimeline({ db }, found)),
  }
}

/** Where a duplicate goes on; null: it is none. */
export async function masterOf({ db }: Pick<Deps, 'db'>, { incident: { duplicate_of: id } }: IncidentInFull) {
  const master = id === null ? null : await findIncident(db, id, { drills: true })
  return master && { id: master.incident.id, title: master.incident.title }
}

/** Until when a closed case can be reopened; null: it cannot be, or not any more. */
export async function reopenUntilOf(
  { db, plan, clock }: Pick<AppDeps, 'db' | 'plan' | 'clock'>,
  { incident, updates }: IncidentInFull,
): Promise<Instant | null> {
  const posted = await withPostedAt(db, updates)
  const said = posted.map(({ posted_at, case_status }) => ({ at: posted_at, caseStatus: case_status })).reverse()
  return outlookOf({ caseStatus: incident.case_status, updates: said }, plan, clock()).reopenUntil
}

/** Who is on what is owed about it, and who was told. */
async function answersAbout(
  { db, plan }: Pick<Deps, 'db' | 'plan'>,
  id: string,
  { me, now }: { me: string; now: Instant },
): Promise<ComposedIncident['owed']> {
  const due = (await readDue(db, plan, now)).filter(({ object }) => object.type === 'incident' && object.id === id)
  return due
    .map((one) => ({ promiseId: one.promiseId, kind: one.kind, ...answeredAs(one, me) }))
    .filter(({ onIt, told }) => onIt !== null || told.length > 0)
}

/** The report on its cause, or by when it is promised. */
function reportOf(
  { incident: { phase }, updates, postmortem: report }: IncidentInFull,
  reopenedAt: Instant | null,
  now: Instant,
): ComposedIncident['report'] {
  const promisedBy = updates[0]?.report_due_at ?? null
  const stands = reportStanding({ phase, report, promisedBy, reopenedAt }, now)
  return stands && 'at' in stands ? { at: stands.at, reopenedAt: stands.reopenedAt } : stands
}

async function choicesFor(
  deps: Deps,
  found: IncidentInFull | null,
  role: Role,
  relatedTo: string,
): Promise<ComposeChoices> {
  const { plan } = deps
  const now = deps.clock()
  const mine = PRIORITIES.filter((one) => one !== 'P1G' || can({ role }, 'incident.designate', plan))
  const asked = found ? [found.incident.priority] : mine
  return {
    priorities: found ? [] : mine,
    statuses: found ? statusesFrom(found.incident.case_status) : ['new'],
    groups: await groupsFor(deps, found),
    masters: found ? await mastersOf(deps, found.incident) : [],
    related: found ? [] : await relatedOf(deps, relatedTo),
    due: (found?.incident.drill === 1 ? [] : asked).map((priority) => ({
      priority,
      at: dueAfter(priority, now, plan),
    })),
    templates: [],
  }
}

function dueAfter(priority: Priority, now: Instant, plan: AppDeps['plan']): Instant {
  return addSpan(now, plan.priorities[priority].every, plan)
}

/** A duplicate is made by naming its master. */
function statusesFrom(status: CaseStatus): CaseStatus[] {
  const reachable = Object.entries(transitions[status]).flatMap(([command, { to }]) =>
    command === 'update' || to === 'duplicate' ? [] : [to],
  )
  return [...new Set(reachable)]
}

async function groupsFor({ db }: Deps, found: IncidentInFull | null): Promise<ComposeChoices['groups']> {
  const impacts = new Map(found?.platforms.map(({ id, impact }) => [id, impact]))
  const all = await listPlatforms(db, { archived: true })
  const shown = all.filter(({ id, archived }) => !archived || impacts.has(id))
  return [...Map.groupBy(shown, ({ group }) => group)].map(([name, platforms]) => ({
    name,
    platforms: platforms.map(({ id, name }) => ({ id, name, impact: impacts.get(id) ?? null })),
  }))
}

/** As many as anybody looks through. */
const MOST_MASTERS = 50

async function mastersOf({ db }: Deps, own: IncidentInFull['incident']): Promise<ComposeChoices['masters']> {
  const open = await listIncidents(db, { open: true, drills: true }, { limit: MOST_MASTERS })
  return open
    .map(({ incident }) => incident)
    .filter((one) => one.id !== own.id && one.drill === own.drill && !endsHour(own, one))
    .map(({ id, title, priority }) => ({ id, title, priority }))
    .sort((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority))
}

/** Those that a new one may continue: the open ones, those that were closed lately, and the one that is chosen. */
async function relatedOf({ db }: Deps, chosen: string): Promise<ComposeChoices['related']> {
  const { open, closed } = await deskIncidents(db, '', { open: MOST_MASTERS, closed: MOST_MASTERS })
  const shown = [...open, ...closed]
    .filter(({ drill }) => !drill)
    .map(({ id, title, caseNumber, phase }) => ({ id, title, caseNumber, isOpen: phase !== 'resolved' }))
  if (chosen === '' || shown.some(({ id }) => id === chosen)) return shown
  const older = (await findContinued(db, chosen))?.incident
  const isOpen = older !== undefined && older.phase !== 'resolved'
  return [{ id: chosen, title: older?.title ?? chosen, caseNumber: older?.case_number ?? null, isOpen }, ...shown]
}

/** An incident that a new one may continue, which is no drill. */
export const findContinued = (db: Deps['db'], id: string) => findIncident(db, id, { drills: false })

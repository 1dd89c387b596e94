import { followUpOf } from '../../db/incident/follow-ups.ts'
import { loadIncident } from '../../db/incident/incidents.ts'
import { timelinesOf } from '../../db/incident/promises.ts'
import { lastUpdate } from '../../db/incident/updates.ts'
import { listPlatforms } from '../../db/platform/platforms.ts'
import type { Reader, Trx } from '../../db/schema/index.ts'
import { countMoved, countPlatformFollowers } from '../../db/subscription/reach.ts'
import type { ActionContext } from '../actions/context.ts'
import { changeIncident } from '../actions/incident/change-incident.ts'
import { correctUpdate } from '../actions/incident/correct/correct-update.ts'
import { openIncident } from '../actions/incident/open-incident.ts'
import { postUpdate } from '../actions/incident/post-update.ts'
import { publishPostmortem } from '../actions/incident/publish-postmortem.ts'
import { reopenIncident } from '../actions/incident/reopen-incident.ts'
import { readStates } from '../actions/platform/read-states.ts'
import { outlookOf } from '../domain/incident/case/outlook.ts'
import type { ImpactChange, Incident } from '../domain/incident/incident.ts'
import type { Notice } from '../domain/incident/notice.ts'
import type { Plan } from '../domain/plan/plan.ts'
import { type LedgerChange, type LedgerEntry, ledgerChanges, ledgerOf } from '../domain/promise/ledger.ts'
import { type PromiseBasis, responseDueAt, standing } from '../domain/promise/promise.ts'
import type { Result } from '../domain/refusal.ts'
import { incidentSubject } from '../domain/subscription/subject.ts'
import type { CaseStatus, Instant, Phase, PlatformState, Priority, Standing } from '../domain/vocabulary.ts'
import { incidentPage } from '../publish/documents/makers.ts'
import { incidentPath } from '../publish/views/summary.ts'
import type { Preview, PreviewDeps, StateChange } from './preview.ts'
import { previewOf } from './rehearsal.ts'

/** What the desk is about to do about an incident; each is the command of the action of that name. */
export type IncidentCommand =
  | { do: 'open'; command: Parameters<typeof openIncident>[1] }
  | { do: 'update'; id: string; command: Parameters<typeof postUpdate>[2] }
  | { do: 'reopen'; id: string; command: Parameters<typeof reopenIncident>[2] }
  | { do: 'change'; id: string; command: Parameters<typeof changeIncident>[2] }
  | { do: 'correct'; id: string; updateId: string; command: Parameters<typeof correctUpdate>[3] }
  | { do: 'postmortem'; id: string; command: Parameters<typeof publishPostmortem>[2] }

/** Where an incident would stand. Instants. */
export interface IncidentConsequence {
  title: string
  priority: Priority
  phase: Phase
  caseStatus: CaseStatus
  drill: boolean
  /** The next update that is promised; null: none is due any more. */
  promise: { dueAt: Instant; standing: Standing; basis: PromiseBasis | null } | null
  /** By when the first response was or is due; null: there was one already. */
  responseDueAt: Instant | null
  /** By when the report on the cause is promised. */
  reportDueAt: Instant | null
  openedAt: Instant
  /** When the problem began, if somebody said so. */
  startedAt: Instant | null
  /** When the problem was over. */
  resolvedAt: Instant | null
  /** Where customers are asked to confirm: from then on the case may be closed without an answer. */
  answerBy: Instant | null
  /** Of a closed case: until when it can be reopened. */
  reopenUntil: Instant | null
  /** Of a change or corrected times: promises of which something else becomes. */
  ledger: LedgerChange[]
  /** Platforms whose state changes, in the order of the page. */
  platforms: StateChange[]
  /** Platforms that it would change, were it not for something else: other incidents, maintenance. */
  stays: { name: string; state: PlatformState }[]
  /** Names of platforms that it leaves disrupted, where customers are asked to confirm that the work is done. */
  stillHit: string[]
  /** Of a duplicate: where it goes on. */
  continues: Continuation | null
}

/** Where a duplicate goes on, and for whom. */
interface Continuation {
  id: string
  title: string
  /** How many followers of its own move there. */
  followers: number
  /** Platforms that stay as they are since the master takes them over. */
  platforms: { name: string; state: PlatformState }[]
  /** How many follow one of those platforms, and go on hearing of it. */
  hearers: number
}

/** What would follow if this were done about an incident now; or the refusal that the action itself would give. */
export function previewIncident(
  deps: PreviewDeps,
  ctx: ActionContext,
  command: IncidentCommand,
): Promise<Result<Preview<IncidentConsequence>>> {
  let before: LedgerEntry[] = []
  return previewOf(deps, ctx, {
    act: async (inner) => {
      if (command.do === 'change') before = await readLedgerOf(inner.trx ?? inner.db, command.id, ctx.now)
      return carryOut(inner, command)
    },
    page: { make: incidentPage, path: incidentPath },
    tell: async (trx, { id }, states) => ({
      ...(await consequenceOf(trx, ctx, id, states)),
      ledger: command.do === 'change' ? ledgerChanges(before, await readLedgerOf(trx, id, ctx.now)) : [],
    }),
    subject: ({ kind, notice }) => incidentSubject(kind, notice as Notice),
  })
}

async function readLedgerOf(db: Reader, id: string, now: Instant): Promise<LedgerEntry[]> {
  return (await timelinesOf(db, [id])).flatMap((timeline) => ledgerOf(timeline, now))
}

/** Does it: what a preview shows is what this would do. */
export function carryOut(ctx: ActionContext, asked: IncidentCommand): Promise<Result<{ id: string }>> {
  if (asked.do === 'open') return openIncident(ctx, asked.command)
  if (asked.do === 'update') return postUpdate(ctx, asked.id, asked.command)
  if (asked.do === 'reopen') return reopenIncident(ctx, asked.id, asked.command)
  if (asked.do === 'change') return changeIncident(ctx, asked.id, asked.command)
  if (asked.do === 'correct') return correctUpdate(ctx, asked.id, asked.updateId, asked.command)
  return publishPostmortem(ctx, asked.id, asked.command)
}

async function consequenceOf(
  trx: Trx,
  { plan, now }: { plan: Plan; now: Instant },
  id: string,
  platforms: StateChange[],
): Promise<Omit<IncidentConsequence, 'ledger'>> {
  const incident = await loadIncident(trx, id)
  if (!incident) throw new Error(`incident ${id} is gone within its own transaction`)
  const last = await lastUpdate(trx, id)
  const { updates } = await followUpOf(trx, id)
  const {
    title,
    priority,
    phase,
    caseStatus,
    drill,
    openedAt,
    startedAt,
    resolvedAt,
    nextUpdateDueAt: dueAt,
    duplicateOf,
  } = incident
  const continues = duplicateOf ? await continuationOf(trx, id, duplicateOf) : null
  const stays = await staysOf(trx, incident, platforms)
  return {
    ...{ title, priority, phase, caseStatus, drill, openedAt, startedAt, resolvedAt, platforms },
    promise: dueAt === null ? null : { dueAt, standing: standing(dueAt, now, plan.dueSoon), basis: last.basis },
    responseDueAt: updates.length > 1 ? null : responseDueAt(priority, openedAt, plan),
    reportDueAt: last.report_due_at,
    stays: stays.filter(({ name }) => !continues?.platforms.some((one) => one.name === name)),
    stillHit: await stillHitOf(trx, incident),
    ...outlookOf({ caseStatus, updates }, plan, now),
    continues,
  }
}

async function continuationOf(trx: Trx, id: string, masterId: string): Promise<Continuation | null> {
  const master = await loadIncident(trx, masterId)
  if (!master) return null
  const { changes } = await lastUpdate(trx, masterId)
  const taken = (JSON.parse(changes) as ImpactChange[]).filter((one) => one.taken?.from === id).map((one) => one.id)
  const states = master.drill ? null : await readStates(trx, taken)
  const there = (await listPlatforms(trx, { archived: false })).filter((one) => taken.includes(one.id))
  const impacts = new Map(master.affected.map((one) => [one.id, one.impact]))
  return {
    ...{ id: master.id, title: master.title, followers: await countMoved(trx, id) },
    platforms: there.map(({ id, name }) => ({ name, state: states?.get(id) ?? impacts.get(id) ?? 'operational' })),
    hearers: master.drill ? 0 : await countPlatformFollowers(trx, taken),
  }
}

async function stillHitOf(trx: Trx, { caseStatus, affected, drill }: Incident): Promise<string[]> {
  if (caseStatus !== 'resolved_follow_up' || drill) return []
  const hit = new Set(affected.filter(({ impact }) => impact !== 'operational').map(({ id }) => id))
  return (await listPlatforms(trx, { archived: false })).filter(({ id }) => hit.has(id)).map(({ name }) => name)
}

/** What it says of its platforms, where the page says otherwise because of something else. */
async function staysOf(
  trx: Trx,
  { phase, affected, drill }: Incident,
  changed: readonly StateChange[],
): Promise<IncidentConsequence['stays']> {
  // No page shows a drill.
  if (drill) return []
  const own = new Map(affected.map(({ id, impact }) => [id, phase === 'resolved' ? 'operational' : impact]))
  const states = await readStates(trx, [...own.keys()])
  const platforms = await listPlatforms(trx, { archived: false })
  return platforms.flatMap(({ id, name }) => {
    const state = states.get(id)
    const isHidden = state !== undefined && own.has(id) && state !== own.get(id)
    return isHidden && !changed.some((one) => one.id === id) ? [{ name, state }] : []
  })
}

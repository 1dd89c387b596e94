import { lastSaid } from '../../../db/desk/last-said.ts'
import { affectedNames, type IncidentRow, openIncidents } from '../../../db/incident/public.ts'
import { loadCurrentMaintenances } from '../../../db/maintenance/load.ts'
import { platformNames } from '../../../db/platform/platforms.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { rungsOf } from '../../../db/staff/rungs.ts'
import { readTold } from '../../../db/staff/told.ts'
import type { OwedKind } from '../../domain/ladder/owed.ts'
import type { ToldRung, Undelivered, WorklistItem } from '../../domain/ladder/told.ts'
import { isRunning, type Maintenance } from '../../domain/maintenance/maintenance.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'
import { countWithoutContact } from '../organisation/coverage.ts'
import { readWaitingRequests, type WaitingRequest } from '../organisation/requests.ts'
import { readUntranslated, type Untranslated } from '../untranslated.ts'
import { mostUrgentFirst } from '../urgency.ts'
import { readWorklist } from '../worklist.ts'
import { type DraftSummary, listDraftsInWords } from './drafts.ts'
import { type ReadyText, readReadyTexts } from './waiting.ts'

/** Windows are on the board so long before they start. */
const ABOUT_TO_START = DAY

/** So much of what contacts ask for is on the board at once, the oldest first. */
const MOST_REQUESTS = 20

/** What is owed, with everybody who was told of it and whom that did not reach. */
export interface Due extends Omit<WorklistItem, 'kind'> {
  kind: OwedKind
  rungs: readonly ToldRung[]
}

export interface OpenCase {
  incident: IncidentRow
  platforms: readonly string[]
  said: { at: Instant; body: string } | null
}

export interface NearWindow {
  maintenance: Maintenance
  platforms: readonly string[]
}

/** Everything that the desk has to have before its eyes at one instant. */
export interface Board {
  /** By what is due next. */
  due: Due[]
  /** The most urgent first. */
  incidents: OpenCase[]
  /** Running, about to start, or without details that are owed, by their start. */
  windows: NearWindow[]
  /** The next window to come, near or not; null if none is planned. */
  nextWindow: Maintenance | null
  drafts: (DraftSummary & { says: string | null })[]
  /** Texts that are ready and not public. */
  ready: ReadyText[]
  /** What contacts ask the desk to put right. */
  requests: WaitingRequest[]
  /** How many customers no promised message would reach. */
  uncovered: number
  /** What lacks a text in another language of the site. */
  untranslated: Untranslated[]
}

/** What it costs depends on what is open, not on the history. Drills promise nobody anything, and are not on it. */
export async function readBoard(db: Reader, plan: Plan, now: Instant): Promise<Board> {
  const due = await readDue(db, plan, now)
  const rows = mostUrgentFirst(await openIncidents(db), (row) => row)
  const ids = rows.map(({ id }) => id)
  const [affected, said, names] = [await affectedNames(db, ids), await lastSaid(db, ids), await platformNames(db)]
  const windows = (await loadCurrentMaintenances(db, now)).map(({ maintenance }) => maintenance)
  const ready = await readReadyTexts(db, plan)
  const submitted = new Set(ready.map(({ id }) => id))
  const owing = new Set(due.map(({ object }) => object.id))
  return {
    due,
    incidents: rows.map((incident) => {
      const last = said.get(incident.id)
      const platforms = affected.get(incident.id) ?? []
      return { incident, platforms, said: last ? { at: last.created_at, body: last.body } : null }
    }),
    windows: windows
      .filter((window) => isRunning(window) || window.startsAt < now + ABOUT_TO_START || owing.has(window.id))
      .map((maintenance) => ({ maintenance, platforms: maintenance.platforms.map((id) => names.get(id) ?? id) })),
    nextWindow: windows.find((window) => !isRunning(window) && window.startsAt >= now) ?? null,
    drafts: (await listDraftsInWords(db, now)).filter(({ id }) => !submitted.has(id)),
    ready,
    requests: await readWaitingRequests(db, MOST_REQUESTS),
    uncovered: await countWithoutContact(db, now),
    untranslated: await readUntranslated(db, plan.languages, now),
  }
}

/** The worklist, with what was told of each item in place of items of their own. */
export async function readDue(db: Reader, plan: Plan, now: Instant): Promise<Due[]> {
  const items = await readWorklist(db, plan, now)
  const lost = new Map(items.map(({ promiseId, undelivered }) => [promiseId, undelivered] as const))
  const rungs = await rungsOf(db, [...lost.keys()])
  const told = await readTold(db, rungs, now)
  const byPromise = Map.groupBy(rungs, ({ promiseId }) => promiseId)
  return items.flatMap(({ kind, ...item }) => {
    if (kind === 'delivery') return []
    const undelivered: Undelivered | null = lost.get(item.promiseId) ?? null
    return [{ ...item, kind, undelivered, rungs: (byPromise.get(item.promiseId) ?? []).map(told) }]
  })
}

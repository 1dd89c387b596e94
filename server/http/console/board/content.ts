import { breakGlassSessions } from '../../../../db/staff/break-glass.ts'
import { languageName, localeOf } from '../../../../src/i18n/index.ts'
import type { BoardDraft, BoardDue, BoardIncident, BoardReady, BoardView, BoardWindow } from '../../../../src/views.ts'
import type { StaffSession } from '../../../actions/staff/authenticate-session.ts'
import { isOfMaintenance, WRITING_NOW } from '../../../domain/draft/draft.ts'
import { headlineNow } from '../../../domain/incident/case/headline.ts'
import { isOver, isRunning } from '../../../domain/maintenance/maintenance.ts'
import { standing } from '../../../domain/promise/promise.ts'
import { can } from '../../../domain/staff/can.ts'
import { DAY, type Instant } from '../../../domain/vocabulary.ts'
import { deskPathOf, deskUrl } from '../../../lib/links.ts'
import { toSummary } from '../../../lib/markdown.ts'
import { type Due, type NearWindow, type OpenCase, readBoard } from '../../../queries/desk/board.ts'
import type { DraftSummary } from '../../../queries/desk/drafts.ts'
import type { ReadyText } from '../../../queries/desk/waiting.ts'
import { findIncident } from '../../../queries/incidents.ts'
import { findMaintenance } from '../../../queries/maintenances.ts'
import { listPlatforms } from '../../../queries/platforms.ts'
import type { AppDeps } from '../../deps.ts'
import { answeredAs } from './answered.ts'
import { markOf } from './mark.ts'

/** As much of the last text as fits into two lines of a phone. */
const SAID = 140
/** Where something new is written. */
const NEW = { incident: '/staff/incidents/new/', maintenance: '/staff/maintenance/new/' }

/** What the board shows to one person. */
export async function boardContent(
  deps: AppDeps,
  { actor: me, role }: Pick<StaffSession, 'actor' | 'role'>,
): Promise<Omit<BoardView, 'me' | 'faults'>> {
  const { db, plan, clock } = deps
  const now = clock()
  const { due, incidents, windows, nextWindow, drafts, ready, requests, uncovered, untranslated } = await readBoard(
    db,
    plan,
    now,
  )
  const lacking = new Set(due.filter(({ kind }) => kind === 'details').map(({ object }) => object.id))
  const content = {
    kind: 'console/board' as const,
    hasPlatforms: (await listPlatforms(db)).length > 0,
    due: due.map((one) => dueOf(one, me)),
    incidents: incidents.map((one) => incidentOf(one, drafts, now, plan.dueSoon)),
    windows: windows.map((one) => windowOf(one, lacking, now)),
    next: nextWindow && {
      title: nextWindow.title,
      url: deskPathOf('maintenance', nextWindow.id),
      at: nextWindow.startsAt,
    },
    drafts: await Promise.all(drafts.map((draft) => draftOf(db, draft, me))),
    ready: ready.map((one) => readyOf(one, me)),
    requests: requests.map(({ message, organisation, ...one }) => ({
      ...{ ...one, organisation: organisation.name, says: message && toSummary(message, SAID) },
      url: `${deskPathOf('organisation', organisation.id)}#asked`,
    })),
    uncovered,
    untranslated: untranslated.map(({ object, missing }) => ({
      title: object.title,
      url: deskPathOf(object.type, object.id),
      missing: missing.map((one) => languageName(localeOf(one))),
    })),
    breakGlass: await breakGlassSessions(db, now),
    troubles: troublesOf(deps),
  }
  // It is no secret of those who may read who signed in.
  const breakGlass = can({ role }, 'audit.read') ? content.breakGlass : []
  return { ...content, breakGlass, mark: markOf(content) }
}

/** What keeps messages and pages from going out, as `/readyz` knows it. */
export function troublesOf({ publisher, dispatcher, ladder }: AppDeps): string[] {
  const parts = [dispatcher.status(), publisher.status(), ...(ladder ? [ladder.status()] : [])]
  return parts.flatMap(({ problems }) => problems)
}

function dueOf(due: Due, me: string): BoardDue {
  const { promiseId, kind, object, priority, promisedAs = null, dueAt, standing } = due
  return {
    ...{ promiseId, kind, priority, promisedAs, dueAt, standing, title: object.title },
    url: deskUrl('', kind, object),
    ...answeredAs(due, me),
  }
}

function incidentOf(
  { incident, platforms, said }: OpenCase,
  drafts: readonly DraftSummary[],
  now: Instant,
  dueSoon: number,
): BoardIncident {
  const { id, title, priority, phase, case_number: caseNumber, next_update_due_at: dueAt } = incident
  const about = drafts.filter(({ isWriting, object }) => isWriting && object?.id === id)
  return {
    ...{
      id,
      title,
      url: deskPathOf('incident', id),
      priority,
      phase,
      headline: standsNow(incident, now),
      caseNumber,
      platforms: [...platforms],
      dueAt,
    },
    standing: standing(dueAt, now, dueSoon),
    said: said && { at: said.at, text: toSummary(said.body, SAID) },
    writers: [...new Set(about.map(({ savedBy }) => savedBy))],
  }
}

function standsNow({ phase, case_status: caseStatus, hold_until: until }: OpenCase['incident'], now: Instant) {
  return headlineNow({ phase, caseStatus }, until !== null && until <= now)
}

function windowOf({ maintenance, platforms }: NearWindow, lacking: ReadonlySet<string>, now: Instant): BoardWindow {
  const { id, title, startsAt, endsAt } = maintenance
  const state = isRunning(maintenance) ? 'running' : startsAt < now + DAY ? 'soon' : 'planned'
  return {
    ...{ id, title, url: deskPathOf('maintenance', id), state, startsAt, endsAt, platforms: [...platforms] },
    lacksDetails: lacking.has(id),
  }
}

function readyOf(text: ReadyText, me: string): BoardReady {
  const { id, title, priority, author, state, submittedAt, goesAt, returned } = text
  const isMine = author.name === me
  return {
    id,
    title,
    priority,
    author: author.name,
    isMine,
    state,
    submittedAt,
    goesAt,
    reason: returned?.reason ?? null,
  }
}

async function draftOf(
  db: AppDeps['db'],
  draft: DraftSummary & { says: string | null },
  me: string,
): Promise<BoardDraft> {
  const { id, kind, object, savedBy, since, savedAt, says } = draft
  const fresh = NEW[isOfMaintenance(kind) ? 'maintenance' : 'incident']
  return {
    ...{ id, kind, savedBy, since, savedAt, says, isMine: savedBy === me },
    ...(await aboutOf(db, object, kind)),
    url: object ? `${deskPathOf(object.type, object.id)}${kind === 'postmortem' ? 'report/' : ''}` : fresh,
    writingUntil: savedAt + WRITING_NOW,
  }
}

/** What a draft is about, in words: also a window far ahead, or an incident that is closed. */
async function aboutOf(db: AppDeps['db'], object: DraftSummary['object'], kind: DraftSummary['kind']) {
  if (object?.type === 'incident') {
    const incident = (await findIncident(db, object.id, { drills: true }))?.incident
    const isOver = kind === 'update' && incident?.phase === 'resolved'
    return { title: incident?.title ?? object.id, drill: incident?.drill === 1, isOver, startsAt: null }
  }
  const window = object && (await findMaintenance(db, object.id))?.maintenance
  return {
    ...{ title: window?.title ?? object?.id ?? null, drill: false, startsAt: window?.startsAt ?? null },
    // A note is taken afterwards, too.
    isOver: window !== undefined && window !== null && kind !== 'maintenance_update' && isOver(window),
  }
}

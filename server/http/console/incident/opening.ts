import type { AmendedNow, Amendment, ComposedUpdate, PostedNow } from '../../../../src/views.ts'
import type { StaffSession } from '../../../actions/staff/authenticate-session.ts'
import { notFound } from '../../../domain/refusal.ts'
import { readReach } from '../../../preview/reach.ts'
import { firstTyped, listDrafts } from '../../../queries/desk/drafts.ts'
import { findReadyText } from '../../../queries/desk/waiting.ts'
import { findIncident, type IncidentInFull } from '../../../queries/incidents.ts'
import type { AppDeps } from '../../deps.ts'
import { must } from '../../middleware/problem.ts'
import { AMENDMENTS } from '../amend/kinds.ts'
import { broughtForward, type ComposeContent, composeContent, newestOf } from './content.ts'
import { templatesFor } from './filling.ts'
import { composedUpdates } from './timeline.ts'
import { draftOf, type Sent, typedIn } from './typed.ts'

/** The composer as it is opened: with this person's own draft, if there is one, and who else is writing. */
export async function begunContent(
  deps: AppDeps,
  id: string | null,
  session: StaffSession,
  asked: { update?: string | undefined; silent?: boolean; relatedTo?: string | undefined } = {},
): Promise<ComposeContent> {
  const { kind, object } = draftOf(id)
  const now = deps.clock()
  const drafts = await listDrafts(deps.db, now, object ?? undefined)
  const about = drafts.filter((one) => one.kind === kind && one.source === 'person')
  const kept = await firstTyped(
    deps.db,
    about.filter(({ author }) => author === session.actor),
  )
  const { missed, base } = await missedSince(deps, id, kept?.base ?? null)
  const typed = {
    ...(id === null && asked.relatedTo !== undefined && { relatedTo: asked.relatedTo.slice(0, 40) }),
    ...(kept && typedIn(kept.fields)),
  }
  const content = await sentContent(deps, id, session, {
    typed: missed.length > 0 ? broughtForward(typed) : typed,
    draft: kept ?? draftOf(id),
    ...{ base, revision: kept?.revision ?? 0 },
  })
  const others = about.filter(({ author, isWriting }) => author !== session.actor && isWriting)
  return {
    ...content,
    missed,
    draft: { ...content.draft, is: 'begun', restoredFrom: kept?.savedAt ?? null, ...restoredBy(kept, session) },
    writers: id === null ? [] : others.map(({ author, since }) => ({ name: author, since })),
    posted: id === null || asked.update === undefined ? null : await postedNow(deps, id, asked.update, asked.silent),
  }
}

/** Whose last words are back, where they are a colleague's. */
function restoredBy(kept: { savedBy: string } | null, { actor }: StaffSession): { restoredBy?: string } {
  return kept && kept.savedBy !== actor ? { restoredBy: kept.savedBy } : {}
}

/** The composer with what was sent. A 404 if there is no such incident. */
export async function sentContent(
  deps: AppDeps,
  id: string | null,
  { role, actor }: Pick<StaffSession, 'role' | 'actor'>,
  sent: Pick<Sent, 'typed' | 'draft' | 'base' | 'revision'> & { isKept?: boolean },
): Promise<ComposeContent> {
  const { typed, base, revision } = sent
  const ready = await findReadyText(deps.db, deps.plan, sent.draft.id)
  const draft = { id: sent.draft.id, base, revision, is: sent.isKept ? 'kept' : 'typed', restoredFrom: null } as const
  const found = await composeContent(deps, id, { role, actor, values: typed, draft })
  const content = found ?? must<ComposeContent>(notFound('incident'))
  const submitted = ready && { id: ready.id, goesAt: ready.goesAt, returned: ready.returned }
  return {
    ...content,
    ready: submitted,
    choices: { ...content.choices, templates: await templatesFor(deps, content) },
  }
}

/** What was posted after `base` (null: everything was seen), and the newest update there is. */
export async function missedSince(
  { db }: Pick<AppDeps, 'db'>,
  id: string | null,
  base: number | null,
): Promise<{ missed: ComposedUpdate[]; base: number }> {
  const found = id === null ? null : await findIncident(db, id, { drills: true })
  if (!found) return { missed: [], base: 0 }
  const unseen = base === null ? [] : found.updates.filter(({ sequence }) => sequence > base)
  const missed = unseen.length === 0 ? [] : await composedUpdates({ db }, found.updates)
  return { missed: missed.slice(0, unseen.length), base: newestOf(found) }
}

/** `what`: the id of the update that was posted, or what else was done. */
async function postedNow(
  deps: AppDeps,
  id: string,
  what: string,
  silent = false,
): Promise<PostedNow | AmendedNow | null> {
  const found = await findIncident(deps.db, id, { drills: true })
  if (found && Object.hasOwn(AMENDMENTS, what)) return amendedNow(found, what as Amendment)
  const update = found?.updates.find((one) => one.id === what)
  if (!found || !update) return null
  const platforms = found.platforms.map((platform) => platform.id)
  const isTold = !silent && found.incident.drill === 0
  const isMasterCase = found.incident.priority === 'P1G'
  const subject = {
    ...({ kind: 'incident', incidentId: id, platforms } as const),
    ...(isMasterCase && { promised: { purpose: 'master_case', id } as const }),
  }
  const reach = isTold ? await readReach({ db: deps.db, now: deps.clock() }, subject, []) : null
  return { at: update.created_at, dueAt: update.due_at, phase: update.phase, told: reach?.total ?? null }
}

function amendedNow({ incident, postmortem }: IncidentInFull, of: Amendment): AmendedNow {
  const isCorrected = of === 'report' && (postmortem?.corrected_at ?? null) !== null
  return { act: isCorrected ? 'reportCorrect' : of, dueAt: of === 'reopen' ? incident.next_update_due_at : null }
}

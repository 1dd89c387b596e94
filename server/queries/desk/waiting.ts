import { findSubmission, openSubmissions, type SubmissionRow } from '../../../db/draft/submissions.ts'
import type { Reader } from '../../../db/schema/index.ts'
import type { Composed } from '../../domain/draft/composed.ts'
import type { DraftObject } from '../../domain/draft/draft.ts'
import { goesAt, type Someone } from '../../domain/draft/four-eyes.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { responseDueAt } from '../../domain/promise/promise.ts'
import type { Instant, Priority, Role } from '../../domain/vocabulary.ts'

/** A text that is ready and not public. */
export interface ReadyText {
  id: string
  kind: 'open' | 'update'
  source: 'person' | 'alert' | 'vendor'
  /** The incident that it is about; null: it opens one. */
  object: DraftObject | null
  title: string
  priority: Priority
  author: Someone & { role: Role }
  /** `waiting`: for a second person; `returned`: for its author; `kept`: for anybody. */
  state: SubmissionRow['state']
  submittedAt: Instant
  /** When the promise is due that it keeps, and when it goes out by itself; null: it does not. */
  dueAt: Instant | null
  goesAt: Instant | null
  /** The newest update, where it was posted since this was written. */
  overtakenBy: number | null
  /** The incident is resolved, and takes no update any more. */
  isOver: boolean
  returned: { by: string; at: Instant; reason: string } | null
  asked: Composed
}

/** Texts that are ready and not public, by when they go out. */
export async function readReadyTexts(db: Reader, plan: Plan): Promise<ReadyText[]> {
  const texts = (await openSubmissions(db)).map((row) => readyText(row, plan))
  const at = (one: ReadyText) => one.goesAt ?? Number.MAX_SAFE_INTEGER
  return texts.sort((a, b) => at(a) - at(b))
}

/** One of them; null: there is none, or it has ended. */
export async function findReadyText(db: Reader, plan: Plan, id: string): Promise<ReadyText | null> {
  const row = await findSubmission(db, id)
  return row && readyText(row, plan)
}

function readyText(row: SubmissionRow, plan: Plan): ReadyText {
  const asked = JSON.parse(row.command) as Composed
  const { author, author_id: id, author_role: role, submitted_at: submittedAt, incident_id } = row
  const { state, base, newest, returned_by: by, returned_at: at, reason } = row
  const dueAt = dueOf(asked, row, plan)
  return {
    ...{ id: row.id, kind: asked.do, source: row.source, state, submittedAt, dueAt, asked },
    author: { name: author, id, role },
    object: incident_id === null ? null : { type: 'incident', id: incident_id },
    title: asked.do === 'open' ? asked.command.title : (row.title ?? ''),
    priority: asked.do === 'open' ? asked.command.priority : (row.priority ?? 'P4'),
    goesAt: state === 'waiting' ? goesAt(dueAt) : null,
    overtakenBy: asked.do === 'update' && Number(newest ?? 0) > base ? Number(newest) : null,
    isOver: row.phase === 'resolved',
    returned: by === null || at === null || reason === null ? null : { by, at, reason },
  }
}

/** When the promise is due that it keeps, as things are now. */
function dueOf(asked: Composed, row: SubmissionRow, plan: Plan): Instant | null {
  if (asked.do === 'update') return row.next_update_due_at
  const { priority, openedAt = row.submitted_at } = asked.command
  return responseDueAt(priority, openedAt, plan)
}

import { findIncidentRow } from '../../../db/incident/incidents.ts'
import type { OwedKind } from '../../domain/ladder/owed.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { readOwed } from '../../queries/owed.ts'
import type { Session } from '../session.ts'
import { dueTime } from '../terminal/when.ts'

/** What an incident promises now, for whoever has just posted: a line for the next update, and one for a report. */
export async function incidentDue(session: Session, id: string): Promise<string[]> {
  const row = await findIncidentRow(session.db, id)
  const next = row?.next_update_due_at ?? null
  const update = next === null ? 'no next update is due' : dueLine(session, 'next update', next)
  return [update, ...(await owedLines(session, id, { report: 'report' }))]
}

/** What a window still needs of the desk; nothing where the clock does it all. */
export async function maintenanceDue(session: Session, id: string): Promise<string[]> {
  return owedLines(session, id, { details: 'details', end: 'word that it is over' })
}

async function owedLines(
  session: Session,
  objectId: string,
  words: Partial<Record<OwedKind, string>>,
): Promise<string[]> {
  const owed = await readOwed(session.db, session.config.plan, session.act().now)
  return owed.flatMap(({ object, kind, dueAt }) => {
    const what = object.id === objectId ? words[kind] : undefined
    return what === undefined ? [] : [dueLine(session, what, dueAt)]
  })
}

function dueLine({ config, act }: Session, what: string, dueAt: Instant): string {
  return `${what} due by ${dueTime(dueAt, config.plan.zone, act().now)}`
}

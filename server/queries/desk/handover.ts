import { listHandoverRows } from '../../../db/desk/handovers.ts'
import type { Reader, Row } from '../../../db/schema/index.ts'
import type { HandedOver } from '../../domain/handover.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { readWorklist } from '../worklist.ts'
import { readBoard } from './board.ts'

export interface Handover {
  id: string
  author: string
  authorId: string | null
  at: Instant
  note: string | null
  items: HandedOver
  acknowledgedBy: string | null
  acknowledgedAt: Instant | null
}

/** What is open, owed and promised at `now`: what a shift that ends now hands over. */
export async function readHandedOver(db: Reader, plan: Plan, now: Instant): Promise<HandedOver> {
  const owed = await readWorklist(db, plan, now)
  const { incidents, windows, ready } = await readBoard(db, plan, now)
  return {
    owed: owed.map(({ kind, object, priority, dueAt, standing, acknowledgedBy, putOffUntil }) => ({
      ...{ kind, object, priority, dueAt, standing, acknowledgedBy, putOffUntil },
    })),
    open: incidents.map(({ incident: { id, title, priority, phase, next_update_due_at: dueAt } }) => ({
      ...{ id, title, priority, phase, dueAt },
    })),
    windows: windows.map(({ maintenance: { id, title, startsAt, endsAt } }) => ({ id, title, startsAt, endsAt })),
    waiting: ready.map(({ id, title, author, state, goesAt }) => ({ id, title, author: author.name, state, goesAt })),
  }
}

/** What was handed over, the newest first. */
export async function listHandovers(
  db: Reader,
  page: { limit: number; after?: { at: Instant; id: string } | undefined },
): Promise<Handover[]> {
  return (await listHandoverRows(db, page)).map(handoverOf)
}

export function handoverOf(row: Row<'handovers'>): Handover {
  return {
    ...{ id: row.id, author: row.author, authorId: row.author_id, at: row.created_at, note: row.note },
    items: JSON.parse(row.items) as HandedOver,
    ...{ acknowledgedBy: row.acknowledged_by, acknowledgedAt: row.acknowledged_at },
  }
}

import { listForDesk } from '../../../db/incident/desk-list.ts'
import type { Reader } from '../../../db/schema/index.ts'

/** As many open and closed ones as somebody looks through; `more`: there are further closed ones. */
export async function deskIncidents(db: Reader, query: string, { open, closed }: { open: number; closed: number }) {
  const found = await listForDesk(db, { open: false, query, limit: closed + 1 })
  return {
    open: (await listForDesk(db, { open: true, query, limit: open })).map(listed),
    closed: found.slice(0, closed).map(listed),
    more: found.length > closed,
  }
}

function listed(row: Awaited<ReturnType<typeof listForDesk>>[number]) {
  return {
    ...{ id: row.id, title: row.title, priority: row.priority, phase: row.phase, caseStatus: row.case_status },
    ...{ caseNumber: row.case_number, drill: row.drill === 1, openedAt: row.opened_at, resolvedAt: row.resolved_at },
    holdUntil: row.hold_until,
    // A drill promises nobody anything.
    dueAt: row.drill === 1 ? null : row.next_update_due_at,
  }
}

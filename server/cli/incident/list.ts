import { Command } from 'commander'
import { type IncidentRow, listIncidents } from '../../../db/incident/incidents.ts'
import type { Reader } from '../../../db/schema/index.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { standing } from '../../domain/promise/promise.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { incidentUrl } from '../../lib/links.ts'
import { mostUrgentFirst } from '../../queries/urgency.ts'
import { withReadingSession } from '../session.ts'
import { spaced, table } from '../terminal/table.ts'
import { dueTime } from '../terminal/when.ts'

interface ListOptions {
  all?: boolean
  json?: true
}

export function listCommand(): Command {
  return new Command('list')
    .description('List the open incidents, most urgent first, with when the next update is due.')
    .option('--all', 'resolved ones too, latest opened first')
    .option('--json', 'for programs')
    .action(({ all = false, json }: ListOptions) =>
      withReadingSession(async ({ db, config, act }) => {
        const { now } = act()
        const rows = await readRows(db, all)
        const lines = json ? [jsonOf(rows, config.plan, config.publicUrl, now)] : linesOf(rows, config.plan, now, all)
        for (const line of lines) process.stdout.write(`${line}\n`)
      }),
    )
}

const SLICE = 500

async function readRows(db: Reader, all: boolean): Promise<IncidentRow[]> {
  const rows: IncidentRow[] = []
  for (let last: IncidentRow | undefined; ; last = rows.at(-1)) {
    const after = last && { openedAt: last.opened_at, id: last.id }
    const slice = await listIncidents(db, { open: all ? undefined : true, drills: true }, { limit: SLICE, after })
    rows.push(...slice)
    if (slice.length < SLICE) return all ? rows : mostUrgentFirst(rows, (row) => row)
  }
}

const HEADING = ['id', 'priority', 'phase', 'title', 'next update due', 'standing']

function linesOf(rows: readonly IncidentRow[], { zone, dueSoon }: Plan, now: Instant, all: boolean): string[] {
  if (rows.length === 0) return [all ? 'There are no incidents.' : 'No incident is open.']
  const cells = rows.map(({ id, priority, phase, title, next_update_due_at: dueAt, drill }) => [
    ...[id, priority, phase, drill === 1 ? `${title} (drill)` : title],
    ...[dueAt === null ? '-' : dueTime(dueAt, zone, now), spaced(standing(dueAt, now, dueSoon))],
  ])
  return table(HEADING, cells)
}

/** As the API names the fields. */
function jsonOf(rows: readonly IncidentRow[], { dueSoon }: Plan, siteUrl: string, now: Instant): string {
  const items = rows.map(({ id, title, priority, phase, next_update_due_at: dueAt, drill }) => ({
    ...{ id, url: incidentUrl(siteUrl, id), title, priority, phase },
    nextUpdateDueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
    ...{ standing: standing(dueAt, now, dueSoon), drill: drill === 1 },
  }))
  return JSON.stringify({ items }, null, 2)
}

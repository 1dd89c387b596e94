import type { Db, Row } from '../../../db/schema/index.ts'
import type { ActionContext } from '../../../server/actions/context.ts'
import { loadDemo } from '../../../server/actions/demo/load-demo.ts'
import { openIncident } from '../../../server/actions/incident/open-incident.ts'
import { createPlatform } from '../../../server/actions/platform/create-platform.ts'
import type { Notice } from '../../../server/domain/incident/notice.ts'
import type { OpenCommand } from '../../../server/domain/incident/opening.ts'
import type { UpdateCommand } from '../../../server/domain/incident/updating.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import type { Instant } from '../../../server/domain/vocabulary.ts'
import { START } from '../clock.ts'
import { ADA, type Person, ROSA } from '../people.ts'
import { accepted } from '../result.ts'

/** The context in which a person runs an action. */
export function actionContext(db: Db, person: Person = ROSA, now: Instant = START): ActionContext {
  return { db, plan: DEFAULT_PLAN, actor: { name: person.name, role: person.role }, now }
}

export async function addPlatforms(db: Db, ...ids: string[]): Promise<void> {
  for (const id of ids)
    accepted(await createPlatform(actionContext(db, ADA), { id, name: id.toUpperCase(), group: 'Voice' }))
}

/** A P2 on `trunks`; what a test cares about replaces the rest. */
export function p2(rest: Partial<OpenCommand> = {}): OpenCommand {
  return {
    title: 'One-way audio',
    priority: 'P2',
    platforms: [{ id: 'trunks', impact: 'partial_outage' }],
    update: { body: 'Some calls have audio in one direction only.' },
    notify: true,
    drill: false,
    confirmed: true,
    ...rest,
  }
}

export function p1g(rest: Partial<OpenCommand> = {}): OpenCommand {
  return p2({ title: 'Calls failing', priority: 'P1G', caseNumber: 'NL-1', ...rest })
}

export function news(body: string, rest: Partial<UpdateCommand> = {}): UpdateCommand {
  return { body, notify: true, ...rest }
}

/** Loads the demonstration into an empty database. */
export async function demonstration({ db }: { db: Db }): Promise<Db> {
  accepted(await loadDemo(actionContext(db, ADA)))
  return db
}

/** Opens an incident and returns its id. */
export async function opened(ctx: ActionContext, command: OpenCommand): Promise<string> {
  return accepted(await openIncident(ctx, command)).id
}

export async function notices(db: Db): Promise<Notice[]> {
  const rows = await db.selectFrom('events').select('notice').where('notice', 'is not', null).orderBy('id').execute()
  return rows.map((row) => JSON.parse(row.notice ?? '') as Notice)
}

/** The audit trail with its details parsed. */
export async function auditTrail(
  db: Db,
): Promise<(Omit<Row<'audit'>, 'detail'> & { detail: Record<string, unknown> })[]> {
  const rows = await db.selectFrom('audit').selectAll().orderBy('id').execute()
  return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as Record<string, unknown> }))
}

export async function countRows(db: Db, table: 'platforms' | 'incidents' | 'updates' | 'impacts'): Promise<number> {
  return (await db.selectFrom(table).selectAll().execute()).length
}

const FACTS = ['platforms', 'incidents', 'updates', 'impacts', 'events', 'audit', 'tokens'] as const

/** Everything that is stored, for comparing before with after. */
export async function allRows(db: Db): Promise<Record<string, unknown[]>> {
  const tables = FACTS.map(async (table) => [table, await db.selectFrom(table).selectAll().execute()] as const)
  return Object.fromEntries(await Promise.all(tables))
}

import type { Context, Hono } from 'hono'
import type { WindowWay } from '../../../../src/views.ts'
import { conflict, notFound } from '../../../domain/refusal.ts'
import { says, state } from '../../../domain/said.ts'
import type { Ability } from '../../../domain/staff/can.ts'
import { findMaintenance } from '../../../queries/maintenances.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { must } from '../../middleware/problem.ts'
import { seeOther } from '../../pages/form.ts'
import { allowed, sessionOf } from '../access.ts'
import { readingOf } from '../form/reading.ts'
import { consolePage } from '../page.ts'
import { windowCommand } from './commands.ts'
import { deskPath } from './lists.ts'
import { takeSheet } from './sheet.ts'
import { doneOf, isGone, windowContent } from './window-content.ts'

/** What each form takes. */
const ABILITY: Readonly<Record<WindowWay, Ability>> = {
  details: 'maintenance.change',
  move: 'maintenance.change',
  extend: 'maintenance.change',
  cancel: 'maintenance.cancel',
  announce: 'maintenance.update',
  start: 'maintenance.update',
  note: 'maintenance.update',
  verify: 'maintenance.update',
  resume: 'maintenance.update',
  complete: 'maintenance.update',
}

/** One window at the desk, also one that a programme plans and nobody has put on record. */
export function windowRoutes(app: Hono<Env>, deps: AppDeps): void {
  app.get('/staff/maintenance/:id/', allowed(deps, 'maintenance.update'), async (c) => {
    const id = c.req.param('id')
    const shown = await windowContent(deps, id, sessionOf(c).actor)
    if (!shown) return must<never>(notFound('maintenance'))
    const found = c.req.query('done') === undefined ? null : await findMaintenance(deps.db, id)
    return consolePage(c, deps, { ...shown, done: found && doneOf(found, deps.clock()) })
  })

  for (const way of Object.keys(ABILITY) as WindowWay[]) {
    const path = `/staff/maintenance/:id/${way}/` as const
    // The address of a form that was refused, opened anew.
    app.get(path, allowed(deps, ABILITY[way]), (c) => seeOther(c, deskPath(encodeURIComponent(c.req.param('id')))))
    app.post(path, allowed(deps, ABILITY[way]), (c) => send(c, deps, c.req.param('id'), way))
  }
}

async function send(c: Context<Env>, deps: AppDeps, id: string, way: WindowWay): Promise<Response> {
  const { maintenance } = (await findMaintenance(deps.db, id)) ?? must<never>(notFound('maintenance'))
  const { state: of } = maintenance
  const gone = isGone(way, maintenance, deps.clock())
    ? conflict('maintenance_state', says`This maintenance is ${state(of)}: this cannot be done any more.`).refusal
    : null
  return takeSheet(c, deps, {
    ...{ of: { id, way }, newest: maintenance.revision, page: deskPath(id), prefix: `${way}.`, gone },
    command: (typed) => windowCommand(way, maintenance, typed, readingOf(deps)),
    show: async (form) =>
      (await windowContent(deps, id, sessionOf(c).actor, { way, form })) ?? must<never>(notFound('maintenance')),
  })
}

import type { Context, Hono } from 'hono'
import type { FormValues, WindowWay } from '../../../../src/views.ts'
import type { ActionContext } from '../../../actions/context.ts'
import { cancelMaintenance } from '../../../actions/maintenance/cancel-maintenance.ts'
import { changeMaintenance } from '../../../actions/maintenance/change-maintenance.ts'
import { onRevision } from '../../../actions/maintenance/on-revision.ts'
import { postMaintenanceUpdate } from '../../../actions/maintenance/post-maintenance-update.ts'
import type { Maintenance } from '../../../domain/maintenance/maintenance.ts'
import { notFound, ok, type Refusal, type Result } from '../../../domain/refusal.ts'
import type { Ability } from '../../../domain/staff/can.ts'
import { newId } from '../../../lib/ids.ts'
import type { MaintenanceCommand } from '../../../preview/maintenance.ts'
import { findMaintenance } from '../../../queries/maintenances.ts'
import { makePublic } from '../../api/publish.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { seeOther } from '../../pages/form.ts'
import { allowed, sessionOf } from '../access.ts'
import { doOnce } from '../form/once.ts'
import { readingOf, valuesOf } from '../form/reading.ts'
import { first } from '../form/values.ts'
import { consolePage, refusedPage } from '../page.ts'
import { windowCommand } from './commands.ts'
import { besideFields, collisionsOf, knowingly } from './form.ts'
import { deskPath } from './lists.ts'
import { deskPreview } from './preview.ts'
import { doneOf, type WindowContent, windowContent } from './window-content.ts'

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
    const shown = await windowContent(deps, id)
    if (!shown) return must<never>(notFound('maintenance'))
    const found = c.req.query('done') === undefined ? null : await findMaintenance(deps.db, id)
    return consolePage(c, deps, { ...shown, done: found && doneOf(found, deps.clock()) })
  })

  for (const way of Object.keys(ABILITY) as WindowWay[]) {
    const path = `/staff/maintenance/:id/${way}/` as const
    // The address of a form that was refused, opened anew.
    app.get(path, allowed(deps, ABILITY[way]), (c) => seeOther(c, deskPath(encodeURIComponent(c.req.param('id')))))
    app.post(path, allowed(deps, ABILITY[way]), (c) => send(c, deps, { id: c.req.param('id'), way }))
  }
}

interface Sent {
  id: string
  way: WindowWay
}

async function send(c: Context<Env>, deps: AppDeps, { id, way }: Sent): Promise<Response> {
  const values = await valuesOf(c)
  const found = (await findMaintenance(deps.db, id)) ?? must<never>(notFound('maintenance'))
  const command = windowCommand(way, found.maintenance, values, readingOf(deps))
  const shown = (form: Partial<SentForm>) => again(deps, { id, way }, values, form)
  const refused = async (refusal: Refusal) =>
    refusedPage(
      c,
      deps,
      await shown({ collisions: await collisionsOf(deps, refusal) }),
      besideFields(refusal, `${way}.`),
    )
  if (!command.ok) return refused(command.refusal)
  const ctx = actionContext(c, deps)
  const seen = seenIn(values, found.maintenance)
  if (first(values, 'do') === 'check') {
    // The page that answers is of the window as it is now: whoever goes on from it has to know.
    const known = await onRevision(ctx, id, seen, async () => ok(null))
    if (!known.ok) return refused(known.refusal)
    const preview = await deskPreview(deps, ctx, accepting(command.value, true))
    if (!preview.ok) return refused(preview.refusal)
    const { collisions } = preview.value
    return consolePage(c, deps, await shown({ preview: preview.value, collisions }))
  }
  const { personId } = sessionOf(c)
  const done = await doOnce(deps, ctx, { personId, values }, (inner) =>
    knowingly(deps, values, (accept) =>
      onRevision(inner, id, seen, (trx) => act(trx, accepting(command.value, accept))),
    ),
  )
  if (!done.ok) return refused(done.refusal)
  await makePublic(deps)
  return seeOther(c, `${deskPath(id)}?done`)
}

/** A form that names no revision was made by hand, and means the window as it is. */
function seenIn(values: FormValues, { revision }: Maintenance): number {
  const seen = first(values, 'revision')
  return seen === undefined ? revision : Number(seen)
}

function act(ctx: ActionContext, asked: MaintenanceCommand): Promise<Result<{ id: string }>> {
  if (asked.do === 'change') return changeMaintenance(ctx, asked.id, asked.command)
  if (asked.do === 'cancel') return cancelMaintenance(ctx, asked.id, asked.command)
  if (asked.do === 'update') return postMaintenanceUpdate(ctx, asked.id, asked.command)
  throw new Error('a window that is there is not scheduled')
}

/** A look at what it does shows what it collides with together with all the rest. */
function accepting(asked: MaintenanceCommand, acceptConflicts: boolean): MaintenanceCommand {
  return asked.do === 'change' ? { ...asked, command: { ...asked.command, acceptConflicts } } : asked
}

type SentForm = NonNullable<Parameters<typeof windowContent>[2]>['form']

/** The page once more, with what was typed. */
async function again(
  deps: AppDeps,
  { id, way }: Sent,
  values: FormValues,
  more: Partial<SentForm>,
): Promise<WindowContent> {
  // A form that has been sent is another one from here on: only a refusal leaves it unused, and then either will do.
  const form = { once: newId(), values, collisions: [], preview: null, ...more }
  return (await windowContent(deps, id, { way, form })) ?? must<never>(notFound('maintenance'))
}

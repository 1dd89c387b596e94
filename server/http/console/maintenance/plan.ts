import type { Context, Hono } from 'hono'
import type { DeskForm, FormValues } from '../../../../src/views.ts'
import { scheduleMaintenance } from '../../../actions/maintenance/schedule-maintenance.ts'
import { isInForce } from '../../../domain/maintenance/programme.ts'
import { newId } from '../../../lib/ids.ts'
import { listProgrammes } from '../../../queries/programmes.ts'
import { makePublic } from '../../api/publish.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { seeOther } from '../../pages/form.ts'
import { allowed, sessionOf } from '../access.ts'
import { doOnce } from '../form/once.ts'
import { readingOf, valuesOf } from '../form/reading.ts'
import { first, twiceIn } from '../form/values.ts'
import { consolePage, refusedPage } from '../page.ts'
import { planCommand } from './commands.ts'
import { besideFields, collisionsOf, knowingly } from './form.ts'
import { deskPath, platformChoices } from './lists.ts'
import { deskPreview } from './preview.ts'

/** Planning a window: looked at first, then planned, over collisions only where somebody says so. */
export function planRoutes(app: Hono<Env>, deps: AppDeps): void {
  app.get('/staff/maintenance/new/', allowed(deps, 'maintenance.plan'), async (c) =>
    consolePage(c, deps, await content(deps, { impact: ['under_maintenance'] })),
  )

  app.post('/staff/maintenance/new/', allowed(deps, 'maintenance.plan'), async (c) => {
    const values = await valuesOf(c)
    const command = planCommand(values, readingOf(deps))
    const refused = async (refusal: Parameters<typeof besideFields>[0]) =>
      refusedPage(
        c,
        deps,
        await content(deps, values, { collisions: await collisionsOf(deps, refusal) }),
        besideFields(refusal),
      )
    if (!command.ok) return refused(command.refusal)
    if (first(values, 'do') === 'check') return check(c, deps, values, command.value, refused)
    const { personId } = sessionOf(c)
    const done = await doOnce(deps, actionContext(c, deps), { personId, values }, (ctx) =>
      knowingly(deps, values, (acceptConflicts) => scheduleMaintenance(ctx, { ...command.value, acceptConflicts })),
    )
    if (!done.ok) return refused(done.refusal)
    await makePublic(deps)
    return seeOther(c, `${deskPath(done.value.id)}?done`)
  })
}

/** What it collides with is shown together with all the rest. */
async function check(
  c: Context<Env>,
  deps: AppDeps,
  values: FormValues,
  command: Parameters<typeof scheduleMaintenance>[1],
  refused: (refusal: Parameters<typeof besideFields>[0]) => Promise<Response>,
): Promise<Response> {
  const accepting = { ...command, acceptConflicts: true }
  const preview = await deskPreview(deps, actionContext(c, deps), { do: 'schedule', command: accepting })
  if (!preview.ok) return refused(preview.refusal)
  const form = { preview: preview.value, collisions: preview.value.collisions }
  return consolePage(c, deps, await content(deps, values, form))
}

async function content(deps: AppDeps, values: FormValues, more: Partial<DeskForm> = {}) {
  const programmes = (await listProgrammes(deps.db)).filter(isInForce)
  const form: DeskForm = {
    ...{ once: newId(), values, collisions: [], preview: null },
    twice: twiceIn(values, ['startsAt', 'endsAt'], deps.site.zone),
    ...more,
  }
  return {
    kind: 'console/maintenance-plan',
    form,
    programmes: programmes.map(({ id, title }) => ({ id, title })),
    ...(await platformChoices(deps)),
  } as const
}

import type { Hono } from 'hono'
import { lengthOf } from '../../../domain/maintenance/notice-plan.ts'
import { isInForce, type Programme } from '../../../domain/maintenance/programme.ts'
import { listProgrammes } from '../../../queries/programmes.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { allowed, sessionOf } from '../access.ts'
import { readingOf } from '../form/reading.ts'
import { twiceIn } from '../form/values.ts'
import { consolePage } from '../page.ts'
import { planCommand } from './commands.ts'
import { keptForms } from './drafts.ts'
import { keepingLength } from './length.ts'
import { platformChoices } from './lists.ts'
import { begunForm, restoredForm, type Sheet, type ShownForm, takeSheet } from './sheet.ts'

const PATH = '/staff/maintenance/new/'

/** Planning a window: looked at first, then planned, over collisions only where somebody says so. */
export function planRoutes(app: Hono<Env>, deps: AppDeps): void {
  app.get(PATH, allowed(deps, 'maintenance.plan'), async (c) => {
    const kept = (await keptForms(deps, sessionOf(c).actor, null)).get(null)
    const form = kept ? restoredForm(kept) : begunForm(null, keepingLength({}), 0)
    return consolePage(c, deps, await content(deps, form))
  })

  const sheet: Sheet = {
    ...{ of: null, newest: 0, page: PATH, prefix: '' },
    command: (typed) => planCommand(typed, readingOf(deps)),
    show: (form) => content(deps, form),
  }
  app.post(PATH, allowed(deps, 'maintenance.plan'), (c) => takeSheet(c, deps, sheet))
}

/** How long before a start details are due: by the first notice ahead of it; null: none are expected. */
function detailsBefore({ detailsExpected, notices }: Programme): number | null {
  const leads = notices.before.map(lengthOf).filter((length) => length !== null)
  return detailsExpected && leads.length > 0 ? Math.max(...leads) : null
}

async function content(deps: AppDeps, form: ShownForm) {
  const programmes = (await listProgrammes(deps.db)).filter(isInForce)
  return {
    kind: 'console/maintenance-plan',
    form: { ...form, twice: twiceIn(form.values, ['startsAt', 'endsAt'], deps.site.zone) },
    programmes: programmes.map((one) => ({ id: one.id, title: one.title, detailsBefore: detailsBefore(one) })),
    ...(await platformChoices(deps)),
  } as const
}

import { expect, test } from 'vitest'
import type { DeskMaintenanceView, DeskPlanView } from '../../src/views.ts'
import { deskMaintenance } from '../support/site/console/samples-maint.ts'
import { render } from '../support/site/pages.ts'
import { maintenance, monthly } from '../support/site/plan-samples.ts'
import { pageContext } from '../support/site/samples.ts'
import { words } from '../support/site/words.ts'

const plan = deskMaintenance['/staff/maintenance/new/'] as DeskPlanView
const window = deskMaintenance['/staff/maintenance/sample/'] as DeskMaintenanceView

test('the check of a window says whom it tells as that of an incident does, in place of what, and what it lacks', async () => {
  const preview = {
    ...(plan.form.preview ?? expect.fail('a preview')),
    inPlaceOf: [7 * 86_400_000],
    lacksDetails: true,
  }
  const view = { ...plan, form: { ...plan.form, preview } }
  const text = words(await render(pageContext(view, '/staff/maintenance/new/')))
  expect(text).toContain('It tells 412 people now: 390 by e-mail, 22 by browser.')
  expect(text).toContain('Told now, in place of the notice 7 days before.')
  expect(text).toContain('It does not say what is done, or why')
})

test('no reminder is spoken of where none was promised', async () => {
  const of = async (notices: DeskMaintenanceView['notices']) => {
    const forms = { announce: plan.form }
    const view: DeskMaintenanceView = { ...window, ways: ['announce'], open: 'announce', forms, told: false, notices }
    return words(await render(pageContext(view, '/staff/maintenance/sample/')))
  }
  expect(await of(window.notices)).toContain('The promised reminders go out all the same.')
  expect(await of([])).not.toContain('The promised reminders')
  const told = words(await render(pageContext({ ...maintenance, notices: [], told: true }, monthly.url)))
  expect(told).toContain('its followers are told what is posted about it.')
})

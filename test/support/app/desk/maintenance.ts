import type { Db } from '../../../../db/schema/index.ts'
import type { Role } from '../../../../server/domain/vocabulary.ts'
import type { DeskForm, DeskMaintenanceView, DeskPlanView, View } from '../../../../src/views.ts'
import { signedIn } from '../signed-in.ts'
import { form, NOON, type TestApp, testApp, viewOf } from '../test-app.ts'

export type Filled = Record<string, string | string[]>

/** Somebody at the desk who fills in forms about maintenance. */
export async function deskOf(db: Db, role: Role = 'agent') {
  const app: TestApp = await testApp(db)
  const { clock } = app
  let session = { at: NOON, ...(await signedIn(db, role, NOON)) }
  /** Sessions end: whoever comes back days later signs in anew. */
  const cookie = async () => {
    const { at } = session
    if (at !== clock.now)
      session = { at: clock.now, ...(await signedIn(db, role, clock.now, `${role} of ${clock.now}`)) }
    return session.headers
  }
  const get = async (path: string) => shown(await app.call(`GET /${path}`, { headers: await cookie() }))
  const send = async (path: string, filled: Filled) => {
    const fields = Object.entries(filled).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    )
    const sent = form(fields)
    const headers = { ...sent.headers, ...(await cookie()) }
    return shown(await app.call(`POST /${path}`, { ...sent, headers }))
  }
  const page = async (id: string) => (await get(`/staff/maintenance/${id}/`)).view as DeskMaintenanceView
  /** Fills in one form of a window's page as it is there, and sends it. */
  const act = async (id: string, way: keyof DeskMaintenanceView['forms'], filled: Filled = {}) => {
    const view = await page(id)
    const { values = {} } = view.forms[way] ?? {}
    const all = { ...(values as Filled), ...ownFields(view.forms[way]), do: 'do', ...filled }
    return send(`/staff/maintenance/${id}/${way}/`, all)
  }
  const plan = async (filled: Filled) => {
    const { form } = (await get('/staff/maintenance/new/')).view as DeskPlanView
    return send('/staff/maintenance/new/', { ...ownFields(form), do: 'do', ...filled })
  }
  return { app, get, send, page, act, plan }
}

/** The fields of a form that nobody types. */
export function ownFields(form: DeskForm | undefined): Record<string, string> {
  if (!form) return {}
  const { id, base, revision } = form.draft
  return { draft: id, base: `${base}`, revision: `${revision}` }
}

function shown(answer: Awaited<ReturnType<TestApp['call']>>) {
  const location = answer.headers.get('location')
  return { ...answer, location, view: viewOf(answer) as View, id: location?.split('/')[3] ?? '' }
}

/** A night window on Chat twelve days ahead, as somebody at the desk in Denver types it. */
export const NIGHT_WORK = {
  title: 'New session border controller',
  platforms: ['chat'],
  impact: 'under_maintenance',
  startsAt: '2026-11-21T23:30',
  endsAt: '2026-11-22T01:00',
  description: 'The controller in Denver is replaced.',
} satisfies Filled

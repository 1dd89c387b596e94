import type { Db } from '../../../../db/schema/index.ts'
import type { ComposeView } from '../../../../src/views.ts'
import { signedIn } from '../signed-in.ts'
import { form, NOON, outage, type TestApp, testApp, viewOf } from '../test-app.ts'

type Somebody = Awaited<ReturnType<typeof signedIn>>

export const NEW = '/staff/incidents/new/'
export const deskPage = (id: string) => `/staff/incidents/${id}/`

export const TYPED = { title: 'Calls fail', body: 'Calls fail. We look into it.', 'impact.voice': 'major_outage' }

/** An application, and Rosa of its desk, who is signed in. */
export async function atTheDesk(db: Db, changes: Parameters<typeof testApp>[1] = {}) {
  const app = await testApp(db, changes)
  return { app, rosa: await signedIn(app.db, 'agent', NOON, 'Rosa') }
}

/** The id of a P1G that was opened by the API. */
export async function opened(app: TestApp): Promise<string> {
  return (await app.call('POST /incidents', { as: 'agent', body: outage() })).json.id
}

/** An incident as everybody sees it. */
export const incident = async (app: TestApp, id: string) => (await app.call(`GET /incidents/${id}`)).json

/** Opens a page of the composer as somebody, and sends its form with what they type, as a browser without a script does. */
export function composer(app: TestApp, { headers }: Somebody, path: string) {
  const open = async () => viewOf(await app.call(`GET /${path}`, { headers })) as ComposeView
  const send = async (view: ComposeView, typed: Record<string, string> = {}, button = 'post') => {
    const was = view.incident ? { 'was.phase': view.incident.phase, 'was.vendor': view.incident.vendor ?? '' } : {}
    const own = { draft: view.draft.id, base: `${view.draft.base}`, revision: `${view.draft.revision}` }
    const fields = { ...view.values, ...was, ...own, ...typed, do: button }
    const sent = form(Object.entries(fields))
    const answer = await app.call(`POST /${path}`, { ...sent, headers: { ...headers, ...sent.headers } })
    return {
      ...answer,
      view: answer.status === 303 ? null : (viewOf(answer) as ComposeView),
      location: answer.headers.get('location'),
    }
  }
  return { open, send }
}

import type { Db } from '../../../../db/schema/index.ts'
import type { Role } from '../../../../server/domain/vocabulary.ts'
import type { ConsoleView, SubscribersView, SubscriberView } from '../../../../src/views.ts'
import { signedIn } from '../signed-in.ts'
import { form, NOON, testApp, viewOf } from '../test-app.ts'

export const LIST = '/staff/subscribers/'

/** Somebody of a role at the pages of subscribers, who finds, looks and sends forms. */
export async function subscribersDesk(db: Db, role: Role = 'admin') {
  const app = await testApp(db)
  const { headers } = await signedIn(app.db, role, NOON)
  const call = async (line: string, as = headers) => app.call(line.replace(' /', ' //'), { headers: as })
  const open = async <V extends ConsoleView>(path: string, as = headers) =>
    viewOf(await call(`GET ${path}`, as)) as ConsoleView as V
  const send = async (path: string, fields: Record<string, string> | [string, string][], as = headers) => {
    const sent = form(Array.isArray(fields) ? fields : Object.entries(fields))
    const answer = await app.call(`POST /${path}`, { ...sent, headers: { ...as, ...sent.headers } })
    return { status: answer.status, location: answer.headers.get('location') ?? '', view: viewOf(answer) }
  }
  const find = async (fields: Record<string, string>, as = headers) => {
    const { location } = await send(LIST, fields, as)
    return { location, ...(await open<SubscribersView>(location, as)) }
  }
  const addresses = async (fields: Record<string, string>, as = headers) =>
    (await find(fields, as)).subscribers.map(({ address }) => address).sort()
  const page = (id: string, as = headers) => open<SubscriberView>(`${LIST}${id}/`, as)
  const as = async (other: Role) => (await signedIn(app.db, other, NOON, `other ${other}`)).headers
  const audited = async () =>
    (await app.db.selectFrom('audit').selectAll().where('object', 'like', 'subscriber/%').orderBy('id').execute()).map(
      ({ action, detail }) => `${action} ${detail}`,
    )
  return { app, headers, call, open, send, find, addresses, page, as, audited }
}

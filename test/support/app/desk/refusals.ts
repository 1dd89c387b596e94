import type { Db } from '../../../../db/schema/index.ts'
import { DEFAULT_PLAN, type Plan } from '../../../../server/domain/plan/plan.ts'
import { HOUR, type Role } from '../../../../server/domain/vocabulary.ts'
import type { ConsoleView } from '../../../../src/views.ts'
import { signedIn } from '../signed-in.ts'
import { form, outage, type TestApp, testApp, viewOf } from '../test-app.ts'
import { sheet } from './amending.ts'
import { composer, deskPage } from './composer.ts'

type Somebody = Awaited<ReturnType<typeof signedIn>>
export type RefusingDesk = Awaited<ReturnType<typeof refusingDesk>>
export interface Answer {
  status: number
  view: unknown
}

/** A desk, with whatever its forms need beside what is typed. */
export async function refusingDesk(db: Db, plan: Partial<Plan> = {}) {
  const app = await testApp(db, { plan: { ...DEFAULT_PLAN, ...plan } })
  let visits = 0
  const inside = new Map<string, ReturnType<typeof signedIn>>()
  /** One of each role, who signs in anew as somebody else when time has gone by. */
  const enter = (role: Role) => {
    const key = `${role} ${app.clock.now}`
    const one = inside.get(key) ?? signedIn(app.db, role, app.clock.now, `${role} ${visits++}`)
    inside.set(key, one)
    return one
  }
  const open = async (changes: Record<string, unknown> = {}): Promise<string> => {
    const answer = await app.call('POST /incidents', { as: 'lead', body: outage({ priority: 'P2', ...changes }) })
    return answer.json.id
  }
  const update = (id: string, body: Record<string, unknown>) =>
    app.call(`POST /incidents/${id}/updates`, { as: 'lead', body: { body: 'News.', ...body } })
  return {
    ...{ app, enter, open, update },
    resolve: (id: string) => update(id, { phase: 'resolved' }),
    later: (hours: number) => {
      app.clock.now += hours * HOUR
    },
    /** The composer, where somebody types this and presses a button. */
    compose: async (id: string | null, typed: Record<string, string>, button = 'post', role: Role = 'lead') => {
      const page = composer(app, await enter(role), id === null ? '/staff/incidents/new/' : deskPage(id))
      return page.send(await page.open(), typed, button)
    },
    /** A small page about an incident. */
    amend: async (id: string, path: string, typed: Record<string, string>, role: Role = 'lead') => {
      const page = sheet(app, await enter(role), `/staff/incidents/${id}/${path}/`)
      return page.send(await page.open(), typed)
    },
    send: async (path: string, fields: [string, string][], who?: Somebody) =>
      sent(app, who ?? (await enter('admin')), path, fields),
  }
}

/** Any form, sent as it is. */
async function sent(app: TestApp, { headers }: Somebody, path: string, fields: [string, string][]) {
  const raw = form(fields)
  const answer = await app.call(`POST /${path}`, { ...raw, headers: { ...headers, ...raw.headers } })
  return { ...answer, view: viewOf(answer) as ConsoleView }
}

import { expect, test } from 'vitest'
import { write } from '../../../db/open.ts'
import { keepSetting } from '../../../db/system/settings.ts'
import { clearDemo } from '../../../server/actions/demo/clear-demo.ts'
import { ensureVisitor } from '../../../server/actions/demo/visitor.ts'
import { startSession } from '../../../server/actions/staff/start-session.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import type { DeskPlanView } from '../../../src/views.ts'
import { composer, NEW, TYPED } from '../../support/app/desk/composer.ts'
import { NIGHT_WORK } from '../../support/app/desk/maintenance.ts'
import { signedIn } from '../../support/app/signed-in.ts'
import { form, NOON, type TestApp, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { accepted } from '../../support/result.ts'

type Somebody = Awaited<ReturnType<typeof signedIn>>

onEachDatabase('what the visitor of the demonstration does', (fresh) => {
  async function demonstration() {
    const app = await testApp((await fresh()).db)
    const rosa = await signedIn(app.db, 'agent', NOON, 'Rosa')
    const secret = await write(app.db, async (trx) => {
      await keepSetting(trx, 'demo', 'northline')
      const person = await ensureVisitor(trx, NOON)
      const how = { browser: 'Firefox', how: 'link: visit', way: 'link' } as const
      const by = person ?? { id: '', name: '', break_glass: 0 as const }
      return (await startSession(trx, { plan: DEFAULT_PLAN, now: NOON }, by, how)).secret
    })
    const visitor = { ...rosa, headers: { ...rosa.headers, cookie: `__Host-signalpost-session=${secret}` } }
    return { app, rosa, visitor }
  }

  /** Opens an incident, begins a text about another, and plans a window. */
  async function work(app: TestApp, { headers, ...who }: Somebody, title: string, day: string) {
    const one = composer(app, { headers, ...who }, NEW)
    expect((await one.send(await one.open(), { ...TYPED, title })).status).toBe(303)
    await one.send(await one.open(), { title: `${title}, too`, body: 'Half a sen' }, 'preview')
    const plan = viewOf(await app.call('GET //staff/maintenance/new/', { headers })) as DeskPlanView
    const times = { startsAt: `${day}T01:00`, endsAt: `${day}T02:00` }
    const filled = { ...NIGHT_WORK, ...times, title, platforms: 'chat', draft: plan.form.draft.id, do: 'do' }
    const sent = form(Object.entries(filled))
    const answer = await app.call('POST //staff/maintenance/new/', {
      ...sent,
      headers: { ...headers, ...sent.headers },
    })
    expect(answer.status).toBe(303)
  }

  const titles = async ({ db }: TestApp) => ({
    incidents: (await db.selectFrom('incidents').select('title').execute()).map(({ title }) => title),
    windows: (await db.selectFrom('maintenances').select('title').execute()).map(({ title }) => title),
    writers: (await db.selectFrom('drafts').select('author').distinct().execute()).map(({ author }) => author),
    waiting: (
      await db.selectFrom('events').select('id').where('notify', '=', 1).where('expanded_at', 'is', null).execute()
    ).length,
  })

  test('is told like all else, and goes with the demonstration, whatever it was about; the work of others stays', async () => {
    const { app, rosa, visitor } = await demonstration()
    await work(app, visitor, 'A try', '2026-11-22')
    expect((await titles(app)).waiting).toBe(2)
    await work(app, rosa, 'Ours', '2026-11-23')
    accepted(await clearDemo(app.ctx()))
    expect(await titles(app)).toEqual({
      incidents: ['Ours'],
      windows: ['Ours'],
      writers: ['staff/Rosa'],
      waiting: 2,
    })
  })
})

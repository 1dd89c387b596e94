import { expect, test } from 'vitest'
import { HOUR } from '../../../../server/domain/vocabulary.ts'
import type { BoardView, IncidentsView } from '../../../../src/views.ts'
import { atTheDesk, composer, deskPage } from '../../../support/app/desk/composer.ts'
import { outage, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

onEachDatabase('the desk says where a case stands as the public page does', (fresh) => {
  async function start() {
    const { app, rosa } = await atTheDesk((await fresh()).db)
    const { headers } = rosa
    const board = async () => (viewOf(await app.call('GET //staff/', { headers })) as BoardView).incidents
    const list = async () => (viewOf(await app.call('GET //staff/incidents/', { headers })) as IncidentsView).open
    const post = async (id: string, body: object) =>
      expect((await app.call(`POST /incidents/${id}/updates`, { as: 'lead', body })).status).toBe(201)
    return { app, rosa, board, list, post }
  }

  test('resolved, to be confirmed', async () => {
    const { app, board, post } = await start()
    const id = (await app.call('POST /incidents', { as: 'lead', body: outage({ priority: 'P2' }) })).json.id
    await post(id, { body: 'Does it work?', caseStatus: 'resolved_follow_up' })
    expect(await board()).toMatchObject([{ headline: { status: 'resolved_follow_up', phase: null } }])
  })

  test('on hold, until that has passed', async () => {
    const { app, board, list, post } = await start()
    const id = (await app.call('POST /incidents', { as: 'lead', body: outage({ priority: 'P2' }) })).json.id
    const holdUntil = app.clock.now + HOUR
    await post(id, {
      body: 'You have asked us to wait.',
      caseStatus: 'on_hold',
      reason: 'They are away.',
      holdUntil: new Date(holdUntil).toISOString(),
    })
    expect(await board()).toMatchObject([{ headline: { status: 'on_hold', phase: 'investigating' } }])
    expect(await list()).toMatchObject([{ caseStatus: 'on_hold', holdUntil }])
    app.clock.now += 2 * HOUR
    expect(await board()).toMatchObject([{ headline: { status: null, phase: 'investigating' } }])
  })

  test('a drill has no due time, in the list, its page and what an update would do, and its draft is marked', async () => {
    const { app, rosa, board, list } = await start()
    const id = (await app.call('POST /incidents', { as: 'agent', body: outage({ drill: true }) })).json.id
    expect(await list()).toMatchObject([{ id, drill: true, dueAt: null }])
    expect(await board()).toEqual([])
    const page = composer(app, rosa, deskPage(id))
    const view = await page.open()
    expect([view.incident, view.choices.due]).toMatchObject([{ drill: true, dueAt: null, standing: 'none' }, []])
    const checked = await page.send(view, { body: 'It is practised.' }, 'check')
    expect(checked.view?.preview).toMatchObject({ drill: true })
    const { drafts } = viewOf(await app.call('GET //staff/', { headers: rosa.headers })) as BoardView
    expect(drafts).toMatchObject([{ title: 'Calls fail', drill: true }])
  })
})

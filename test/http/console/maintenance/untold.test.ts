import { expect, test } from 'vitest'
import { runMaintenanceClock } from '../../../../server/actions/maintenance/run-maintenance-clock.ts'
import type { WindowWay } from '../../../../src/views.ts'
import { deskOf, type Filled, NIGHT_WORK } from '../../../support/app/desk/maintenance.ts'
import { told } from '../../../support/app/maintenance.ts'
import { NOVEMBER, withMonthly } from '../../../support/app/maintenance-api.ts'
import { onEachDatabase } from '../../../support/database.ts'

onEachDatabase('a window of which followers were never told', (fresh) => {
  const planned = async (filled: Filled) => {
    const desk = await deskOf((await fresh()).db)
    const { id } = await desk.plan({ ...NIGHT_WORK, ...filled })
    desk.app.clock.now = Date.parse('2026-11-22T07:00:00Z')
    await runMaintenanceClock(desk.app.ctx())
    return { desk, id }
  }
  const words: [WindowWay, Filled][] = [
    ['note', { body: 'A cable is missing.' }],
    ['extend', { endsAt: '2026-11-22T02:30' }],
    ['verify', { body: 'Being checked.' }],
    ['resume', { body: 'Not yet right.' }],
    ['details', { description: 'Two controllers.' }],
    ['complete', { body: 'Over.' }],
    ['note', { body: 'What is new.' }],
  ]

  test('stays on the page alone, whatever is said of it, and the preview says so', async () => {
    const { desk, id } = await planned({ silent: 'yes' })
    for (const [way, filled] of words) {
      const { view } = await desk.act(id, way, { ...filled, do: 'check' })
      expect(view).toMatchObject({ told: false, forms: { [way]: { preview: { mail: null } } } })
      expect(`${way} ${(await desk.act(id, way, filled)).status}`).toBe(`${way} 303`)
    }
    expect(await told(desk.app.db)).toEqual([])
  })

  test('and that was moved, is announced without the time that nobody was told', async () => {
    const desk = await deskOf((await fresh()).db)
    const { id } = await desk.plan({ ...NIGHT_WORK, silent: 'yes' })
    await desk.act(id, 'move', { startsAt: '2026-11-22T23:30', endsAt: '2026-11-23T01:00', note: 'A strike.' })
    await desk.act(id, 'announce', { body: 'It is announced.' })
    expect(await told(desk.app.db)).toMatchObject([{ news: 'announced', previous: null }])
    const page = await desk.page(id)
    expect(page.updates).toMatchObject([{ news: 'announced' }, { news: 'moved', previous: {} }])
  })

  test('moved to where less notice is left than promised, is announced without the time that nobody was told', async () => {
    const desk = await deskOf((await fresh()).db)
    await withMonthly(desk.app)
    const short = { 'shortNotice.class': 'urgent', 'shortNotice.reason': 'It leaks.', reason: 'A leak.' }
    const to = { startsAt: '2026-11-12T22:00', endsAt: '2026-11-13T04:00' }
    expect((await desk.act(NOVEMBER, 'move', { ...to, ...short, note: 'It leaks.' })).status).toBe(303)
    expect(await told(desk.app.db)).toMatchObject([{ news: 'announced', previous: null, body: 'It leaks.' }])
  })

  test('is told of by the same words once they know of it', async () => {
    const { desk, id } = await planned({})
    for (const [way, filled] of words) await desk.act(id, way, filled)
    const news = (await told(desk.app.db)).map((notice) => notice.news)
    expect(news.slice(2)).toEqual(['updated', 'extended', 'updated', 'updated', 'changed', 'completed', 'followed_up'])
  })
})

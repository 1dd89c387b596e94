import { expect, test } from 'vitest'
import { runMaintenanceClock } from '../../../../server/actions/maintenance/run-maintenance-clock.ts'
import type { WindowWay } from '../../../../src/views.ts'
import { deskOf, type Filled, NIGHT_WORK } from '../../../support/app/desk/maintenance.ts'
import { told } from '../../../support/app/maintenance.ts'
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

  test('is told of by the same words once they know of it', async () => {
    const { desk, id } = await planned({})
    for (const [way, filled] of words) await desk.act(id, way, filled)
    const news = (await told(desk.app.db)).map((notice) => notice.news)
    expect(news.slice(2)).toEqual(['updated', 'extended', 'updated', 'updated', 'changed', 'completed', 'followed_up'])
  })
})

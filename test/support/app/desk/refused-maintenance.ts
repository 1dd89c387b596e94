import { MONTHLY, NOVEMBER, withMonthly } from '../maintenance-api.ts'
import { type deskOf, NIGHT_WORK } from './maintenance.ts'
import type { Answer } from './refusals.ts'

type Desk = Awaited<ReturnType<typeof deskOf>>

/** The code of each refusal, and what is done about maintenance at the desk that is refused with it. */
export const REFUSED_MAINTENANCE: [code: string, act: (desk: Desk) => Promise<Answer>][] = [
  ['invalid', (d) => d.plan({})],
  ['invalid', (d) => d.plan({ ...NIGHT_WORK, title: 'x'.repeat(300), impact: 'none at all', endsBy: 'me' })],
  ['invalid', (d) => d.plan({ ...NIGHT_WORK, platforms: ['nowhere', 'never'], programme: 'none-such' })],
  ['invalid', (d) => d.plan({ ...NIGHT_WORK, startsAt: '2026-11-21T12:00', endsAt: '2026-11-21T11:00' })],
  ['invalid', (d) => d.plan({ ...NIGHT_WORK, endsAt: '2026-12-31T11:00', reason: 'A move.' })],
  ['invalid', (d) => d.plan({ ...NIGHT_WORK, 'shortNotice.class': 'urgent' })],
  ['invalid', async (d) => (await withMonthly(d.app)) && d.plan({ ...NIGHT_WORK, ...SOON, programme: 'monthly' })],
  ['maintenance_conflicts', async (d) => (await d.plan(NIGHT_WORK)) && d.plan(NIGHT_WORK)],
  [
    'maintenance_conflicts',
    async (d) => {
      const freezes = [{ from: '2026-11-20', until: '2026-12-01', reason: 'The year ends.' }]
      await d.app.call('POST /programmes', { as: 'admin', body: { ...MONTHLY, platforms: ['chat'], freezes } })
      return d.plan(NIGHT_WORK)
    },
  ],
  ['maintenance_state', async (d) => d.act((await d.plan(NIGHT_WORK)).id, 'complete', { body: 'Over.' })],
  ['not_yet', async (d) => d.act((await d.plan(NIGHT_WORK)).id, 'start', { body: 'Now.' })],
  ['not_announced', async (d) => (await withMonthly(d.app)) && d.act(NOVEMBER, 'note', { body: 'News.' })],
  ['changed_meanwhile', async (d) => d.act((await d.plan(NIGHT_WORK)).id, 'note', { body: 'News.', base: '0' })],
  ['invalid', async (d) => d.act((await d.plan(NIGHT_WORK)).id, 'note', { body: 'News.', base: '99' })],
  ['invalid', async (d) => d.act((await d.plan(NIGHT_WORK)).id, 'move', { startsAt: '2026-11-01T10:00' })],
  ['invalid', async (d) => d.act((await d.plan(NIGHT_WORK)).id, 'details', { title: '', platforms: 'nowhere' })],
  [
    'maintenance_over',
    async (d) => {
      const { id } = await d.plan(NIGHT_WORK)
      await d.act(id, 'cancel')
      return d.act(id, 'move', { startsAt: '2026-11-24T23:30', endsAt: '2026-11-25T01:00' })
    },
  ],
  ['maintenance_running', async (d) => d.act(await running(d), 'cancel')],
  [
    'invalid',
    async (d) => d.act(await running(d), 'move', { startsAt: '2026-11-09T10:00', endsAt: '2026-11-09T11:00' }),
  ],
  ['maintenance_over', async (d) => d.act(await completed(d), 'complete', { body: 'Over.' })],
  [
    'form_sent',
    async (d) => (await d.plan({ ...NIGHT_WORK, once: 'x' })) && d.plan({ ...NIGHT_WORK, once: 'x', title: 'y' }),
  ],
]
const SOON = { startsAt: '2026-11-12T23:30', endsAt: '2026-11-13T01:00' }
const running = async (d: Desk) =>
  (await d.plan({ ...NIGHT_WORK, startsAt: '2026-11-10T04:00', endsAt: '2026-11-10T07:00', reason: 'It broke.' })).id
const completed = async (d: Desk) => {
  const id = await running(d)
  await d.act(id, 'complete', { body: 'Over.' })
  return id
}

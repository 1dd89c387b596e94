import { expect, test } from 'vitest'
import { RENAMED } from '../../../server/domain/time/renamed-zones.ts'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { manageToken, unsubscribeToken } from '../../../server/lib/links.ts'
import { manageChoices } from '../../../src/components/follow/choices.ts'
import type { ManageView } from '../../../src/views.ts'
import { followers, subscribe } from '../../support/app/subscribers.ts'
import { form, outage, type TestApp, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase, type TestDatabase } from '../../support/database.ts'
import { ALICE } from '../../support/people.ts'

type Sent = [string, string][]
const VOICE: Sent = [
  ['follow', 'platform:voice'],
  ['kinds', 'incident'],
]

async function alice(fresh: () => Promise<TestDatabase>, changes: Parameters<typeof testApp>[1] = {}) {
  const app = await testApp((await fresh()).db, changes)
  const id = await subscribe(app, ALICE, { type: 'platform', id: 'voice' })
  const token = manageToken(app.deps.linkSecret, { id, linkGeneration: 0 })
  return { app, id, token, stop: unsubscribeToken(app.deps.linkSecret, id), save: saving(app, token) }
}

const saving = (app: TestApp, token: string) => async (fields: Sent) => {
  const answer = await app.call(`POST //manage/${token}`, form([['action', 'save'], ...fields]))
  return { ...answer, view: answer.text ? (viewOf(answer) as ManageView) : null }
}

onEachDatabase('the form that changes a subscription', (fresh) => {
  test('asks back where nothing is ticked, and ends nothing', async () => {
    const { app, save } = await alice(fresh)
    const nothing = await save([['timeZone', 'Mars/Olympus']])
    expect([nothing.status, nothing.view?.faults]).toEqual([
      422,
      [
        { field: 'scope', says: 'nothingLeft' },
        { field: 'kinds', says: 'kinds' },
        { field: 'timeZone', says: 'timeZone' },
      ],
    ])
    expect(await followers(app)).toEqual([`${ALICE} platform:voice incident+maintenance`])
  })

  test('takes what was chosen where everything was left ticked', async () => {
    const { app, save } = await alice(fresh)
    await save([
      ['follow', 'all'],
      ['follow', 'platform:chat'],
      ['kinds', 'incident'],
    ])
    expect(await followers(app)).toEqual([`${ALICE} platform:chat incident`])
    await save([
      ['follow', 'all'],
      ['kinds', 'incident'],
    ])
    expect(await followers(app)).toEqual([`${ALICE} all incident`])
  })

  test('ticks everything alone where it is followed, so that saving narrows nothing', async () => {
    const { app, token, save } = await alice(fresh)
    await subscribe(app, ALICE, { type: 'all' })
    const view = viewOf(await app.call(`GET //manage/${token}`)) as ManageView
    expect(view.follows).toHaveLength(2)
    const { chosen } = manageChoices(view)
    expect([...chosen]).toEqual(['all'])
    await save([...[...chosen].map((scope): [string, string] => ['follow', scope]), ['kinds', 'incident']])
    expect(await followers(app)).toEqual([`${ALICE} all incident`])
  })

  test('takes an incident back that was given up a moment ago, or as long as it is open', async () => {
    const { app, token, save } = await alice(fresh)
    const { id } = (await app.call('POST /incidents', { as: 'agent', body: outage({ caseNumber: 'NL-7' }) })).json
    const offered = async (path = '') => {
      const { incidents } = viewOf(await app.call(`GET //manage/${token}${path}`)) as ManageView
      return incidents
    }
    const open = { id, title: 'Calls fail', openedAt: app.clock.now, caseNumber: 'NL-7', affects: ['VOICE'] }
    expect(await offered()).toEqual([open])
    const both: Sent = [...VOICE, ['follow', `incident:${id}`]]
    await save(both)
    await save(VOICE)
    expect(await offered()).toEqual([open])
    await save(both)
    await app.call(`POST /incidents/${id}/updates`, { as: 'agent', body: { body: 'Over.', phase: 'resolved' } })
    const { headers } = await save(VOICE)
    expect(await offered()).toEqual([])
    expect(await offered((headers.get('location') ?? '').replace(`/manage/${token}`, ''))).toEqual([open])
    await save(both)
    expect(await followers(app)).toContain(`${ALICE} incident:${id} incident`)
  })

  test('keeps a platform that is no longer in use, until its follower lets it go', async () => {
    const { app, token, save } = await alice(fresh)
    await app.call('PATCH /platforms/voice', { as: 'admin', body: { archived: true } })
    const shown = async () => viewOf(await app.call(`GET //manage/${token}`)) as ManageView
    const retired = { id: 'voice', name: 'VOICE', archived: true }
    expect(await shown()).toMatchObject({ platforms: [retired, { id: 'chat', archived: false }] })
    const ticked = [...manageChoices(await shown()).chosen].map((scope): [string, string] => ['follow', scope])
    expect((await save([...ticked, ['follow', 'platform:chat'], ['kinds', 'incident']])).status).toBe(303)
    const both = [`${ALICE} platform:chat incident`, `${ALICE} platform:voice incident`]
    expect(await followers(app)).toEqual(both)
    await save([
      ['follow', 'platform:chat'],
      ['kinds', 'incident'],
    ])
    expect(await shown()).toMatchObject({ platforms: [{ id: 'chat' }] })
    const old = await save([...VOICE, ['follow', 'platform:chat']])
    expect([old.status, old.view?.faults]).toEqual([422, [{ field: 'scope', says: 'gone' }]])
    const refused = await app.call(
      'POST //subscribe/',
      form([...ticked, ['scope', 'platform:voice'], ['email', ALICE]]),
    )
    expect([refused.status, viewOf(refused)]).toMatchObject([422, { faults: [{ field: 'scope', says: 'gone' }] }])
    expect(await followers(app)).toEqual([`${ALICE} platform:chat incident`])
  })

  test('is said to be saved only where it is what was saved just now', async () => {
    const { app, token, save } = await alice(fresh)
    const path = async (fields: Sent) => `GET /${(await save(fields)).headers.get('location')}`
    const says = async (line: string) => (viewOf(await app.call(line)) as ManageView).saved
    const first = await path([...VOICE, ['follow', 'platform:chat']])
    expect(await says(first)).toBe(true)
    const marks = ['', '=', '=1', '=x.y', `=${app.clock.now.toString(36)}.`]
    for (const mark of marks) expect([mark, await says(`GET //manage/${token}?saved${mark}`)]).toEqual([mark, false])
    const second = await path([...VOICE, ['timeZone', 'UTC']])
    expect([await says(first), await says(second)]).toEqual([false, true])
    expect(viewOf(await app.call(first))).toMatchObject({ follows: [{ name: 'VOICE' }], timeZone: 'UTC' })
    app.clock.now += HOUR
    expect(await says(second)).toBe(false)
  })

  test('offers no drill, whatever its address names', async () => {
    const { app, token } = await alice(fresh)
    const drill = await app.call('POST /incidents', { as: 'agent', body: outage({ drill: true }) })
    const names = ['left=incident:aaaaaaaaaaaa', 'left=all', 'left=%22', `left=incident:${drill.json.id}`]
    const answer = await app.call(`GET //manage/${token}?saved&${names.join('&')}`)
    expect([answer.status, viewOf(answer)]).toMatchObject([200, { incidents: [] }])
  })

  test('lists each zone once, by the name that it has today, also where somebody came with the old one', async () => {
    const { app, id, token } = await alice(fresh)
    await app.deps.db.updateTable('subscribers').set({ time_zone: 'Europe/Kiev' }).where('id', '=', id).execute()
    const view = viewOf(await app.call(`GET //manage/${token}`)) as ManageView
    expect(view.timeZone).toBe('Europe/Kyiv')
    expect(view.zones.filter((zone) => /K[iy]+[ie]v|Calcutta|Kolkata/.test(zone))).toEqual([
      'Asia/Kolkata',
      'Europe/Kyiv',
    ])
    const same = (zone: string) => new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
    for (const [before, now] of Object.entries(RENAMED)) expect([now, same(now)]).toEqual([now, same(before)])
  })

  test('comes back as it was sent where something of it cannot be', async () => {
    const { app, save } = await alice(fresh)
    const wrong = await save([
      ['follow', 'platform:chat'],
      ['follow', 'platform:fax'],
      ['kinds', 'maintenance'],
      ['locale', 'en'],
      ['timeZone', 'GMT'],
    ])
    expect([wrong.status, wrong.view]).toMatchObject([
      422,
      {
        faults: [{ field: 'scope', says: 'gone' }],
        sent: { scopes: ['platform:chat', 'platform:fax'], kinds: ['maintenance'], locale: 'en', timeZone: 'GMT' },
      },
    ])
    expect(await followers(app)).toEqual([`${ALICE} platform:voice incident+maintenance`])
  })

  test('comes back as it was sent where somebody changes too much', async () => {
    const { save } = await alice(fresh, { limits: { changes: { count: 1, per: 60_000 } } })
    expect((await save(VOICE)).status).toBe(303)
    const second = await save([...VOICE, ['timeZone', 'UTC']])
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, '60'])
    expect(second.view).toMatchObject({
      faults: [{ field: null, says: 'limited', wait: 60 }],
      sent: { timeZone: 'UTC' },
    })
  })

  test('offers every zone, also one that was given by another name', async () => {
    const { app, save, token } = await alice(fresh)
    await save([...VOICE, ['timeZone', 'EST5EDT']])
    const view = viewOf(await app.call(`GET //manage/${token}`)) as ManageView
    expect(view.timeZone).toBe('EST5EDT')
    for (const zone of ['UTC', 'America/Denver', 'EST5EDT']) expect(view.zones).toContain(zone)
  })

  test('its button to stop ends everything, and leads to a page that can be loaded again', async () => {
    const { app, token, stop } = await alice(fresh)
    const stopped = await app.call(`POST //manage/${token}`, form([['action', 'stop']]))
    expect([stopped.status, stopped.headers.get('location')]).toEqual([303, `/unsubscribe/${stop}`])
    expect(viewOf(await app.call(`GET //unsubscribe/${stop}`))).toMatchObject({ state: 'done' })
    expect(await followers(app)).toEqual([])
  })
})

onEachDatabase('a link that no longer does what it did', (fresh) => {
  test('says whether it is broken or over', async () => {
    const { app, id, token, stop } = await alice(fresh)
    const says = async (path: string) => {
      const answer = await app.call(`GET /${path}`)
      return [answer.status, (viewOf(answer) as { state: string }).state]
    }
    for (const broken of [token, stop].map((one) => one.slice(0, -3))) {
      expect(await says(`/manage/${broken}`)).toEqual([404, 'unknown'])
      expect(await says(`/unsubscribe/${broken}`)).toEqual([404, 'unknown'])
    }
    await app.db.updateTable('subscribers').set({ state: 'off', off_reason: 'bounced' }).where('id', '=', id).execute()
    expect(await says(`/manage/${token}`)).toEqual([410, 'ended'])
    expect(await says(`/unsubscribe/${stop}`)).toEqual([410, 'ended'])
    await app.db.deleteFrom('subscriptions').where('subscriber_id', '=', id).execute()
    await app.db.deleteFrom('deliveries').where('subscriber_id', '=', id).execute()
    await app.db.deleteFrom('subscribers').where('id', '=', id).execute()
    expect(await says(`/unsubscribe/${stop}`)).toEqual([410, 'ended'])
    expect((await app.call(`POST //unsubscribe/${stop}`)).status).toBe(200)
  })
})

import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { changePlatform } from '../../../server/actions/platform/change-platform.ts'
import { createPlatform } from '../../../server/actions/platform/create-platform.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { DAY, type Impact } from '../../../server/domain/vocabulary.ts'
import { createSnapshot } from '../../../server/publish/facts/snapshot.ts'
import { UptimeCache } from '../../../server/publish/facts/uptime-cache.ts'
import { WIRE_DOCUMENTS, wireIncidentAlone } from '../../../server/publish/statuspage/documents.ts'
import { historyView } from '../../../server/publish/views/history.ts'
import { homeView } from '../../../server/publish/views/home.ts'
import { incidentView } from '../../../server/publish/views/incident.ts'
import { platformPageView } from '../../../server/publish/views/platform.ts'
import { subscribeView } from '../../../server/publish/views/subscribe.ts'
import { actionContext, addPlatforms, news, opened, p2 } from '../../support/app/actions.ts'
import { scheduled, tick, withProgrammes } from '../../support/app/maintenance.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ADA, ROSA } from '../../support/people.ts'
import { SITE } from '../../support/publish/site.ts'
import { accepted } from '../../support/result.ts'

const EMERGENCY = { class: 'emergency', reason: 'It cannot wait.' } as const
const iso = (at: number) => new Date(at).toISOString()
const on = (id: string, impact: Impact) => [{ id, impact }]

async function snapshotOf(db: Db, now: number) {
  return createSnapshot(db, SITE, DEFAULT_PLAN, now, await UptimeCache.read(db, now))
}

interface Component {
  id: string
  name: string
  updated_at: string
  group: boolean
  group_id: string | null
  status: string
}

async function components(db: Db, now = START + DAY): Promise<Component[]> {
  const made = await WIRE_DOCUMENTS['/api/v2/components.json']?.(await snapshotOf(db, now))
  return (made as { components: Component[] }).components
}

onEachDatabase('a platform that is archived', (fresh) => {
  test('leaves the present and the forms, never the past', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    const id = await opened(actionContext(db), p2({ platforms: on('trunks', 'major_outage') }))
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(6)), id, news('Over.', { phase: 'resolved' })))
    const now = START + DAY
    const past = async () => {
      const snapshot = await snapshotOf(db, now)
      const wire = (await wireIncidentAlone(snapshot, id)) as { impact: string; components: Component[] }
      const { incident, updates } = (await incidentView(snapshot, id)) ?? {}
      return {
        page: [incident?.impact, incident?.platforms, updates?.map(({ changes }) => changes)],
        history: (await historyView(snapshot, '2026-11'))?.incidents,
        uptime: (await platformPageView(snapshot, 'trunks'))?.platform.uptime,
        wire: [wire.impact, wire.components.map(({ id, name, status }) => [id, name, status])],
        list: JSON.stringify(await WIRE_DOCUMENTS['/api/v2/incidents.json']?.(snapshot)).match(/"impact":"\w+"/g),
      }
    }
    const before = await past()
    expect(before.wire).toEqual(['critical', [['trunks', 'TRUNKS', 'operational']]])
    accepted(await changePlatform(actionContext(db, ADA, now), 'trunks', { archived: true }))
    expect(await past()).toEqual(before)
    const snapshot = await snapshotOf(db, now)
    const home = await homeView(snapshot)
    expect(home.groups.flatMap(({ platforms }) => platforms.map((one) => one.id))).toEqual(['fax'])
    expect(JSON.stringify(await subscribeView(snapshot))).not.toContain('trunks')
    expect((await components(db)).map(({ id }) => id)).not.toContain('trunks')
    expect(await platformPageView(snapshot, 'trunks')).toMatchObject({ archived: true, incidents: [{ id }] })
  })

  test('is named by what is told afterwards, and stays out of the present', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    accepted(await changePlatform(actionContext(db, ADA), 'trunks', { archived: true }))
    const now = START + DAY
    const before = [await homeView(await snapshotOf(db, now)), await components(db, now)]
    const told = { startedAt: START - hours(3), resolvedAt: START - hours(2) }
    const id = await opened(actionContext(db, ROSA, now), p2({ ...told, platforms: on('trunks', 'major_outage') }))
    const [was, platforms] = before as [Awaited<ReturnType<typeof homeView>>, Component[]]
    expect((await homeView(await snapshotOf(db, now))).groups).toEqual(was.groups)
    expect(await components(db, now)).toEqual(platforms)
    expect(await platformPageView(await snapshotOf(db, now), 'trunks')).toMatchObject({
      incidents: [{ id }],
      open: [],
      platform: { state: 'operational' },
    })
  })
})

onEachDatabase('components in Statuspage’s format', (fresh) => {
  const changedAt = async (db: Db, id: string) => (await components(db)).find((one) => one.id === id)?.updated_at

  test('change when their state does, and their groups with them', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    const at = (minute: number) => actionContext(db, ROSA, START + minutes(minute))
    const id = await opened(at(10), p2({ startedAt: START }))
    expect(await changedAt(db, 'trunks')).toBe(iso(START + minutes(10)))
    expect((await components(db)).find(({ group }) => group)?.updated_at).toBe(iso(START + minutes(10)))
    accepted(await postUpdate(at(20), id, news('Still.')))
    expect(await changedAt(db, 'trunks'), 'a word that changes nothing').toBe(iso(START + minutes(10)))
    const other = await opened(at(25), p2({ platforms: on('trunks', 'degraded_performance') }))
    expect(await changedAt(db, 'trunks'), 'something milder beside it').toBe(iso(START + minutes(10)))
    accepted(await postUpdate(at(30), id, news('Over.', { phase: 'resolved' })))
    expect(await changedAt(db, 'trunks'), 'the milder one remains').toBe(iso(START + minutes(30)))
    accepted(await postUpdate(at(40), other, news('Over.', { phase: 'resolved' })))
    expect(await changedAt(db, 'trunks')).toBe(iso(START + minutes(40)))
    await opened(at(50), p2({ drill: true }))
    const told = { startedAt: START - hours(3), resolvedAt: START - hours(2) }
    await opened(at(55), p2(told))
    expect(await changedAt(db, 'trunks'), 'a drill, and what was over before').toBe(iso(START + minutes(40)))
    expect(await changedAt(db, 'fax')).toBe(iso(START))
    // As the incident left them, whatever came later.
    const [wire] = ((await wireIncidentAlone(await snapshotOf(db, START + DAY), id)) as { components: Component[] })
      .components
    expect(wire?.updated_at).toBe(iso(START + minutes(30)))
  })

  test('change when maintenance begins and ends', async () => {
    const { db } = await fresh()
    await withProgrammes(db)
    const [startsAt, endsAt] = [START + hours(1), START + hours(2)]
    const window = { startsAt, endsAt, endsBy: 'clock', impact: 'under_maintenance', acceptConflicts: true } as const
    await scheduled(db, { ...window, platforms: ['portal'], reason: 'It cannot wait.', shortNotice: EMERGENCY })
    expect(await changedAt(db, 'portal'), 'scheduled').toBe(iso(START))
    await tick(db, startsAt + minutes(1))
    expect(await changedAt(db, 'portal')).toBe(iso(startsAt + minutes(1)))
    await tick(db, endsAt + minutes(1))
    expect(await changedAt(db, 'portal')).toBe(iso(endsAt + minutes(1)))
  })

  test('keep the id of a group that is renamed, one platform after the other', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    const groups = async () => (await components(db)).filter(({ group }) => group).map(({ id, name }) => [name, id])
    const move = async (id: string, group: string) =>
      accepted(await changePlatform(actionContext(db, ADA), id, { group }))
    const [[, voice] = []] = await groups()
    await move('trunks', 'Calling')
    const halfway = Object.fromEntries(await groups())
    expect(halfway.Voice).toBe(voice)
    expect(halfway.Calling).not.toBe(voice)
    await move('fax', 'Calling')
    expect(await groups()).toEqual([['Calling', voice]])
    expect((await components(db)).filter(({ group }) => !group).map(({ group_id }) => group_id)).toEqual([voice, voice])
    // Another group of the old name is another one, and a single platform takes its group along.
    accepted(await createPlatform(actionContext(db, ADA), { id: 'portal', name: 'Portal', group: 'Voice' }))
    const [, [, second] = []] = await groups()
    expect(second).not.toBe(voice)
    await move('portal', 'Portals')
    expect(await groups()).toEqual([
      ['Calling', voice],
      ['Portals', second],
    ])
    // Joining a group that was there before does not rename it.
    await move('portal', 'Calling')
    expect(await groups()).toEqual([['Calling', voice]])
  })
})

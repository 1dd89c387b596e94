import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { correctUpdate } from '../../../server/actions/incident/correct/correct-update.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { publishPostmortem } from '../../../server/actions/incident/publish-postmortem.ts'
import { reopenIncident } from '../../../server/actions/incident/reopen-incident.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { createSnapshot, type PublishSnapshot } from '../../../server/publish/facts/snapshot.ts'
import { UptimeCache } from '../../../server/publish/facts/uptime-cache.ts'
import { WIRE_DOCUMENTS, wireIncidentAlone, wireIncidentOnPage } from '../../../server/publish/statuspage/documents.ts'
import { actionContext, addPlatforms, news, opened, p1g, p2 } from '../../support/app/actions.ts'
import { hours, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { LEE, ROSA } from '../../support/people.ts'
import { SITE } from '../../support/publish/site.ts'
import { accepted } from '../../support/result.ts'

const iso = (at: number) => new Date(at).toISOString()

async function snapshotOf(db: Db): Promise<PublishSnapshot> {
  return createSnapshot(db, SITE, DEFAULT_PLAN, START + hours(9), await UptimeCache.read(db, START))
}

// biome-ignore lint/suspicious/noExplicitAny: a client reads whatever it finds.
async function wire(db: Db, path: string): Promise<any> {
  const make = WIRE_DOCUMENTS[path]
  if (!make) throw new Error(`no document ${path}`)
  return JSON.parse(JSON.stringify(await make(await snapshotOf(db))))
}

const PAGE = ['id', 'name', 'url', 'time_zone', 'updated_at']
const COMPONENT =
  'id name status created_at updated_at position description showcase start_date group_id page_id group only_show_if_degraded'
const INCIDENT =
  'id name status created_at updated_at monitoring_at resolved_at impact shortlink started_at page_id incident_updates components reminder_intervals'
const UPDATE =
  'id status body incident_id created_at updated_at display_at affected_components deliver_notifications custom_tweet tweet_id'

onEachDatabase('the documents of Statuspage', (fresh) => {
  async function published(): Promise<{ db: Db; id: string }> {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    const id = await opened(actionContext(db), p1g({ title: 'Calls failing', update: { body: 'We are **looking**.' } }))
    accepted(
      await postUpdate(actionContext(db, ROSA, START + hours(1)), id, news('Watching.', { phase: 'monitoring' })),
    )
    return { db, id }
  }

  test('a duplicate names the incident in which it goes on, and where that is', async () => {
    const { db, id: master } = await published()
    const twin = await opened(actionContext(db, ROSA, START + hours(2)), p2({ title: 'Silent calls' }))
    const same = news('The same.', { duplicateOf: master })
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(3)), twin, same))
    const told = `The same.\n\nIt goes on in: Calls failing (https://status.example.com/incidents/${master}/)`
    const alone = JSON.parse(JSON.stringify(await wireIncidentAlone(await snapshotOf(db), twin)))
    const { incidents } = await wire(db, '/api/v2/incidents.json')
    for (const { incident_updates: updates } of [alone, incidents.find(({ id }: { id: string }) => id === twin)]) {
      expect(updates[0].body).toBe(told)
      expect(updates[1].body).not.toContain('It goes on in')
    }
  })

  test('the summary has every part, in their order', async () => {
    const { db, id } = await published()
    const summary = await wire(db, '/api/v2/summary.json')
    expect(Object.keys(summary)).toEqual(['page', 'components', 'incidents', 'scheduled_maintenances', 'status'])
    expect(Object.keys(summary.page)).toEqual(PAGE)
    expect(summary.page).toMatchObject({
      name: 'Northline',
      url: 'https://status.example.com',
      time_zone: 'Etc/UTC',
      updated_at: iso(START + hours(1)),
    })
    expect(summary.page.id).toMatch(/^[a-z0-9]{12}$/)
    expect(summary.status).toEqual({ indicator: 'minor', description: 'Minor Service Outage' })
    expect(summary.incidents.map((incident: { id: string }) => incident.id)).toEqual([id])
  })

  test('groups come before their platforms and carry the worst of them', async () => {
    const { db } = await published()
    const { components } = await wire(db, '/api/v2/components.json')
    const [group, trunks, fax] = components
    expect(Object.keys(group)).toEqual([...COMPONENT.split(' '), 'components'])
    expect(Object.keys(trunks)).toEqual(COMPONENT.split(' '))
    expect(group).toMatchObject({
      name: 'Voice',
      group: true,
      group_id: null,
      status: 'partial_outage',
      components: ['trunks', 'fax'],
    })
    expect(group.id).toMatch(/^[a-z0-9]{12}$/)
    expect(trunks).toMatchObject({
      id: 'trunks',
      name: 'TRUNKS',
      group: false,
      group_id: group.id,
      status: 'partial_outage',
      position: 1,
    })
    expect(fax).toMatchObject({ id: 'fax', status: 'operational', description: null, start_date: '2026-11-10' })
  })

  test('an incident has its updates newest first, and what they changed', async () => {
    const { db, id } = await published()
    const { incidents } = await wire(db, '/api/v2/incidents/unresolved.json')
    const [incident] = incidents
    expect(Object.keys(incident)).toEqual(INCIDENT.split(' '))
    expect(incident).toMatchObject({
      name: 'Calls failing',
      status: 'monitoring',
      impact: 'major',
      created_at: iso(START),
      started_at: iso(START),
      monitoring_at: iso(START + hours(1)),
      resolved_at: null,
      shortlink: `https://status.example.com/incidents/${id}/`,
      components: [{ id: 'trunks', status: 'partial_outage' }],
      reminder_intervals: null,
    })
    const [newest, first] = incident.incident_updates
    expect(Object.keys(first)).toEqual(UPDATE.split(' '))
    expect(newest).toMatchObject({ status: 'monitoring', body: 'Watching.', affected_components: null })
    expect(first).toMatchObject({
      status: 'investigating',
      body: 'We are **looking**.',
      incident_id: id,
      display_at: iso(START),
      deliver_notifications: true,
      affected_components: [
        { code: 'trunks', name: 'Voice - TRUNKS', old_status: 'operational', new_status: 'partial_outage' },
      ],
    })
  })

  test('a resolved incident leaves the unresolved and stays in the list', async () => {
    const { db, id } = await published()
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(2)), id, news('Over.', { phase: 'resolved' })))
    expect((await wire(db, '/api/v2/incidents/unresolved.json')).incidents).toEqual([])
    expect((await wire(db, '/api/v2/status.json')).status).toEqual({
      indicator: 'none',
      description: 'All Systems Operational',
    })
    const { incidents } = await wire(db, '/api/v2/incidents.json')
    expect(incidents[0]).toMatchObject({ id, status: 'resolved', impact: 'major', resolved_at: iso(START + hours(2)) })
    expect(incidents[0].components[0].status).toBe('operational')
  })

  test('a report on the cause is the last word on an incident, until it is opened again', async () => {
    const { db, id } = await published()
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(2)), id, news('Over.', { phase: 'resolved' })))
    const report = { body: 'A fibre was **cut**.', notify: true }
    accepted(await publishPostmortem(actionContext(db, LEE, START + hours(3)), id, report))
    const told = async () => (await wire(db, '/api/v2/incidents.json')).incidents[0]
    const incident = await told()
    expect(incident).toMatchObject({ status: 'postmortem', updated_at: iso(START + hours(3)) })
    expect(Object.keys(incident.incident_updates[0])).toEqual(UPDATE.split(' '))
    expect(incident.incident_updates[0]).toMatchObject({ status: 'postmortem', body: 'A fibre was **cut**.' })
    expect((await wire(db, '/api/v2/incidents/unresolved.json')).incidents).toEqual([])
    expect((await wire(db, '/api/v2/summary.json')).page.updated_at).toBe(iso(START + hours(3)))
    accepted(await reopenIncident(actionContext(db, ROSA, START + hours(4)), id, news('It is back.')))
    expect((await told()).status).toBe('investigating')
    expect((await told()).incident_updates.map(({ status }: { status: string }) => status)).toEqual([
      'investigating',
      'postmortem',
      'resolved',
      'monitoring',
      'investigating',
    ])
  })

  test('it is told when an incident was first being monitored, and when anything of it last changed', async () => {
    const { db, id } = await published()
    const told = async () => (await wire(db, '/api/v2/incidents.json')).incidents[0]
    expect(await told()).toMatchObject({ created_at: iso(START), updated_at: iso(START + hours(1)) })
    const monitoring = news('Still watching.', { phase: 'monitoring' })
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(2)), id, monitoring))
    expect(await told()).toMatchObject({
      monitoring_at: iso(START + hours(1)),
      updated_at: iso(START + hours(2)),
    })
    const { id: update } = await db
      .selectFrom('updates')
      .select('id')
      .where('body', '=', 'Watching.')
      .executeTakeFirstOrThrow()
    accepted(await correctUpdate(actionContext(db, ROSA, START + hours(3)), id, update, { body: 'Waiting.' }))
    const corrected = await told()
    expect(corrected.updated_at).toBe(iso(START + hours(3)))
    expect(corrected.incident_updates).toMatchObject([
      { body: 'Still watching.', created_at: iso(START + hours(2)), updated_at: iso(START + hours(2)) },
      { body: 'Waiting.', created_at: iso(START + hours(1)), updated_at: iso(START + hours(3)) },
      { created_at: iso(START), updated_at: iso(START) },
    ])
  })

  test('the two short names that many readers use say the same', async () => {
    const { db } = await published()
    expect(await wire(db, '/index.json')).toEqual(await wire(db, '/api/v2/summary.json'))
    expect(await wire(db, '/status.json')).toEqual(await wire(db, '/api/v2/status.json'))
  })

  test('one incident alone is flat, and with its page under /api/v2', async () => {
    const { db, id } = await published()
    const snapshot = await snapshotOf(db)
    const alone = await wireIncidentAlone(snapshot, id)
    expect(Object.keys(alone ?? {})).toEqual(INCIDENT.split(' '))
    expect(await wireIncidentOnPage(snapshot, id)).toMatchObject({ page: { name: 'Northline' }, incident: alone })
    expect(await wireIncidentAlone(snapshot, 'unknown')).toBeNull()
  })

  test('a drill is in none of them, and a page without anything is all right', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    await opened(actionContext(db), p2({ title: 'Practising', drill: true }))
    for (const path of Object.keys(WIRE_DOCUMENTS))
      expect(JSON.stringify(await wire(db, path))).not.toContain('Practising')
    expect((await wire(db, '/api/v2/summary.json')).status.indicator).toBe('none')
    expect((await wire(db, '/api/v2/scheduled-maintenances/active.json')).scheduled_maintenances).toEqual([])
  })
})

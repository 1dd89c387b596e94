import { expect, test } from 'vitest'
import { loadIncident } from '../../../db/incident/incidents.ts'
import type { Db } from '../../../db/schema/index.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { actionContext, addPlatforms, news, notices, opened, p1g, p2 } from '../../support/app/actions.ts'
import { minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ROSA } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

onEachDatabase('what an incident does to platforms', (fresh) => {
  async function freshWithPlatforms(): Promise<Db> {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    return db
  }

  test('impact lasts from the start of the trouble to its end, each interval on its own', async () => {
    const db = await freshWithPlatforms()
    const platforms = [
      { id: 'trunks', impact: 'major_outage' },
      { id: 'fax', impact: 'degraded_performance' },
    ] as const
    const id = await opened(
      actionContext(db),
      p1g({ platforms, startedAt: START - minutes(20), openedAt: START - minutes(5) }),
    )
    const better = [
      { id: 'trunks', impact: 'degraded_performance' } as const,
      { id: 'fax', impact: 'operational' } as const,
    ]
    accepted(await postUpdate(actionContext(db, ROSA, START + minutes(30)), id, news('Better.', { platforms: better })))
    accepted(await postUpdate(actionContext(db, ROSA, START + minutes(50)), id, news('Over.', { phase: 'resolved' })))
    expect(await intervals(db, id)).toEqual([
      ['fax', 'degraded_performance', -20, 30],
      ['fax', 'operational', 30, 50],
      ['trunks', 'major_outage', -20, 30],
      ['trunks', 'degraded_performance', 30, 50],
    ])
    expect(await loadIncident(db, id)).toMatchObject({ resolvedAt: START + minutes(50), nextUpdateDueAt: null })
  })

  test('impact counts from the opening of the case where nobody knows when the trouble began', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p2({ openedAt: START - minutes(12) }))
    expect(await intervals(db, id)).toEqual([['trunks', 'partial_outage', -12, null]])
  })

  test('naming the same impact again starts no new interval', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p2())
    const same = [{ id: 'trunks', impact: 'partial_outage' } as const]
    accepted(await postUpdate(actionContext(db, ROSA, START + minutes(9)), id, news('Still.', { platforms: same })))
    expect(await intervals(db, id)).toHaveLength(1)
    expect((await notices(db)).at(-1)?.platforms).toMatchObject([
      { id: 'trunks', name: 'TRUNKS', impact: 'partial_outage' },
    ])
  })

  test('two changes within the same millisecond leave the later one', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p2())
    for (const impact of ['major_outage', 'degraded_performance'] as const) {
      accepted(await postUpdate(actionContext(db), id, news('Now.', { platforms: [{ id: 'trunks', impact }] })))
    }
    expect(await intervals(db, id)).toEqual([['trunks', 'degraded_performance', 0, null]])
    expect((await loadIncident(db, id))?.affected).toEqual([{ id: 'trunks', impact: 'degraded_performance' }])
  })
})

/** What an incident did to each platform, in minutes from `START`. */
async function intervals(db: Db, id: string) {
  const rows = await db
    .selectFrom('impacts')
    .selectAll()
    .where('incident_id', '=', id)
    .orderBy('platform_id')
    .orderBy('from_at')
    .execute()
  const minute = (at: number | null) => (at === null ? null : (at - START) / minutes(1))
  return rows.map((row) => [row.platform_id, row.impact, minute(row.from_at), minute(row.until_at)])
}

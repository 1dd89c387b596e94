import { expect, test } from 'vitest'
import { impactsOf } from '../../../db/incident/impacts.ts'
import { loadIncident } from '../../../db/incident/incidents.ts'
import type { Db } from '../../../db/schema/index.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { readStates } from '../../../server/actions/platform/read-states.ts'
import type { UpdateCommand } from '../../../server/domain/incident/updating.ts'
import type { Impact } from '../../../server/domain/vocabulary.ts'
import { actionContext, addPlatforms, auditTrail, news, notices, opened, p1g, p2 } from '../../support/app/actions.ts'
import { minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { LEE, type Person, ROSA } from '../../support/people.ts'
import { accepted, refused } from '../../support/result.ts'

onEachDatabase('the master of a duplicate', (fresh) => {
  const on = (...impacts: [string, Impact][]) => ({ platforms: impacts.map(([id, impact]) => ({ id, impact })) })
  const at = (db: Db, minute: number, who: Person = ROSA) => actionContext(db, who, START + minutes(minute))
  const ONE = on(['trunks', 'major_outage'], ['fax', 'partial_outage'], ['lines', 'operational'])

  async function two(drill = false) {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax', 'lines')
    const master = await opened(actionContext(db), p1g({ ...on(['trunks', 'degraded_performance']), drill }))
    const duplicate = await opened(at(db, 2), p2({ title: 'Silent calls', ...ONE, drill }))
    const merge = (rest: Partial<UpdateCommand> = {}) =>
      postUpdate(at(db, 5), duplicate, news('One and the same.', { duplicateOf: master, ...rest }))
    return { db, master, duplicate, merge }
  }
  const felt = async (db: Db, id: string) =>
    Object.fromEntries((await impactsOf(db, [id])).map(({ platform_id, impact }) => [platform_id, impact]))

  test('takes over its platforms, so that none is shown as working meanwhile, and tells their followers', async () => {
    const { db, master, merge } = await two()
    const noted = () => db.selectFrom('platforms').selectAll().orderBy('id').execute()
    const before = await noted()
    accepted(await merge())
    expect(await felt(db, master)).toEqual({ trunks: 'major_outage', fax: 'partial_outage' })
    expect([...(await readStates(db, ['trunks', 'fax', 'lines'])).values()].sort()).toEqual(
      ['major_outage', 'partial_outage', 'operational'].sort(),
    )
    expect(await noted()).toEqual(before)
    expect((await notices(db)).at(-1)?.platforms).toContainEqual(
      expect.objectContaining({ id: 'fax', state: 'partial_outage' }),
    )
    accepted(await postUpdate(at(db, 9), master, news('A switch is replaced.')))
    expect((await notices(db)).at(-1)?.platforms.map(({ id }) => id)).toContain('fax')
  })

  test('keeps what it does itself, where that is worse', async () => {
    const { db, master, duplicate, merge } = await two()
    accepted(await postUpdate(at(db, 3), master, news('Worse.', on(['fax', 'major_outage']))))
    accepted(await postUpdate(at(db, 3), duplicate, news('Better.', on(['trunks', 'degraded_performance']))))
    accepted(await merge())
    expect(await felt(db, master)).toEqual({ trunks: 'degraded_performance', fax: 'major_outage' })
    expect((await auditTrail(db)).map(({ action }) => action)).not.toContain('incident.take_over')
  })

  test('leaves what the duplicate says works again, and all of a problem that is over', async () => {
    const { db, master, merge } = await two()
    accepted(await merge(on(['fax', 'operational'])))
    expect(await felt(db, master)).toEqual({ trunks: 'major_outage' })
    const other = await two()
    accepted(await other.merge({ resolvedAt: START + minutes(4) }))
    expect(await felt(other.db, other.master)).toEqual({ trunks: 'degraded_performance' })
  })

  test('has it in the audit trail, and in its times however they are corrected, but not among what it said', async () => {
    const { db, master, duplicate, merge } = await two()
    accepted(await merge())
    expect((await auditTrail(db)).find(({ action }) => action === 'incident.take_over')).toMatchObject({
      object: `incident/${master}`,
      detail: {
        duplicate,
        platforms: [
          { id: 'fax', from: null, to: 'partial_outage' },
          { id: 'trunks', from: 'degraded_performance', to: 'major_outage' },
        ],
      },
    })
    accepted(
      await postUpdate(at(db, 20), master, news('Over.', { phase: 'resolved', resolvedAt: START + minutes(15) })),
    )
    accepted(
      await changeIncident(at(db, 21, LEE), master, { resolvedAt: START + minutes(12), reason: 'The log says so.' }),
    )
    const rows = await db
      .selectFrom('impacts')
      .select(['platform_id', 'impact', 'from_at', 'until_at'])
      .where('incident_id', '=', master)
      .orderBy('platform_id')
      .orderBy('from_at')
      .execute()
    const row = (platform_id: string, impact: Impact, from: number, until: number) => {
      return { platform_id, impact, from_at: START + minutes(from), until_at: START + minutes(until) }
    }
    expect(rows).toEqual([
      row('fax', 'partial_outage', 5, 12),
      row('trunks', 'degraded_performance', 0, 5),
      row('trunks', 'major_outage', 5, 12),
    ])
  })

  test('takes nothing once it is over, and in a drill what no page shows', async () => {
    const { db, master, duplicate, merge } = await two()
    accepted(await postUpdate(at(db, 4), master, news('Over.', { phase: 'resolved' })))
    expect(refused(await merge()).fields?.[0]?.pointer).toBe('/duplicateOf')
    expect(await loadIncident(db, duplicate)).toMatchObject({ phase: 'investigating' })
    expect(await felt(db, master)).toEqual({ trunks: 'degraded_performance' })
    const drill = await two(true)
    accepted(await drill.merge())
    expect(await felt(drill.db, drill.master)).toMatchObject({ fax: 'partial_outage' })
    expect([...(await readStates(drill.db, ['fax'])).values()]).toEqual(['operational'])
  })
})

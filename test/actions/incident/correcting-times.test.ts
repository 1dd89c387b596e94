import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { reopenIncident } from '../../../server/actions/incident/reopen-incident.ts'
import type { UpdateCommand } from '../../../server/domain/incident/updating.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { DAY, type Impact } from '../../../server/domain/vocabulary.ts'
import { createSnapshot } from '../../../server/publish/facts/snapshot.ts'
import { UptimeCache } from '../../../server/publish/facts/uptime-cache.ts'
import { readIncidentPromises } from '../../../server/queries/promise-ledger.ts'
import { actionContext, addPlatforms, allRows, auditTrail, news, opened, p1g, p2 } from '../../support/app/actions.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { LEE, ROSA } from '../../support/people.ts'
import { SITE } from '../../support/publish/site.ts'
import { accepted, fieldsOf, refused } from '../../support/result.ts'

const down = (impact: Impact = 'major_outage', id = 'trunks') => [{ id, impact }]
const outage = p2({ platforms: down() })
const over = (rest: Partial<UpdateCommand> = {}) => news('Over.', { phase: 'resolved', ...rest })

onEachDatabase('times put right', (fresh) => {
  async function desk() {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    return db
  }
  const row = (db: Db, id: string) =>
    db.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  /** Hours after the start, on each platform. */
  async function impacts(db: Db) {
    const rows = await db.selectFrom('impacts').selectAll().orderBy('platform_id').orderBy('from_at').execute()
    const since = (at: number | null) => (at === null ? null : (at - START) / hours(1))
    return rows.map((one) => [one.platform_id, one.impact, since(one.from_at), since(one.until_at)])
  }
  /** How much of the last two days `trunks` was up, in hundredths of a percent. */
  async function uptime(db: Db, now: number) {
    const snapshot = createSnapshot(db, SITE, DEFAULT_PLAN, now, await UptimeCache.read(db, now))
    return snapshot.past('trunks', 2).uptime
  }

  test('a lead puts times right: uptime, ledger and history follow, the old ones are in the audit trail', async () => {
    const db = await desk()
    const id = await opened(actionContext(db), {
      ...outage,
      openedAt: START - hours(2),
      startedAt: START - 29 * DAY,
    })
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(4)), id, over()))
    const now = START + hours(5)
    expect(await uptime(db, now)).toBeLessThan(400)
    const right = { openedAt: START - minutes(10), startedAt: START - hours(1), resolvedAt: START + hours(1) }
    accepted(await changeIncident(actionContext(db, LEE, now), id, { ...right, reason: 'A slip of the keyboard.' }))
    expect(await row(db, id)).toMatchObject({
      opened_at: right.openedAt,
      started_at: right.startedAt,
      resolved_at: right.resolvedAt,
      response_due_at: right.openedAt + minutes(30),
      times_corrected_at: now,
      updated_at: now,
    })
    expect(await impacts(db)).toEqual([['trunks', 'major_outage', -1, 1]])
    // Of 37 hours since the midnight before yesterday's, two.
    expect(await uptime(db, now)).toBe(Math.floor((35 / 37) * 10_000))
    const [response] = await readIncidentPromises(db, { startsAt: START - DAY, endsAt: START + DAY }, now)
    expect(response).toMatchObject({ kind: 'first_response', madeAt: right.openedAt, state: 'kept' })
    expect((await auditTrail(db)).at(-1)).toMatchObject({
      actor: LEE.name,
      action: 'incident.correct_times',
      detail: {
        openedAt: { from: START - hours(2), to: right.openedAt },
        startedAt: { from: START - 29 * DAY, to: right.startedAt },
        resolvedAt: { from: START + hours(4), to: right.resolvedAt },
        responseDueAt: { from: START - minutes(90), to: START + minutes(20) },
        reason: 'A slip of the keyboard.',
      },
    })
    expect(await db.selectFrom('events').select(['kind', 'notify']).orderBy('id', 'desc').executeTakeFirst()).toEqual({
      kind: 'incident.corrected',
      notify: 0,
    })
  })

  test('and puts them back: nothing of what was said is lost by a correction', async () => {
    const db = await desk()
    const id = await opened(actionContext(db), outage)
    const milder = news('Milder.', { platforms: [...down('partial_outage'), ...down('partial_outage', 'fax')] })
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(2)), id, milder))
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(3)), id, over()))
    accepted(await reopenIncident(actionContext(db, ROSA, START + hours(4)), id, news('Again.')))
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(6)), id, over()))
    const before = await impacts(db)
    const lee = actionContext(db, LEE, START + hours(7))
    accepted(await changeIncident(lee, id, { startedAt: START + hours(4.5), reason: 'Wrong.' }))
    expect(await impacts(db)).toEqual([
      ['fax', 'partial_outage', 4.5, 6],
      ['trunks', 'partial_outage', 4.5, 6],
    ])
    accepted(await changeIncident(lee, id, { startedAt: START, reason: 'Right after all.' }))
    expect(await impacts(db)).toEqual(before)
  })

  test('corrections are for leads, with a reason, and make sense', async () => {
    const db = await desk()
    const id = await opened(actionContext(db), p1g({ startedAt: START - hours(1) }))
    const before = await allRows(db)
    const now = START + hours(1)
    const lee = actionContext(db, LEE, now)
    const reason = 'Wrong.'
    const by = actionContext(db, ROSA, now)
    expect(refused(await changeIncident(by, id, { startedAt: START, reason }))).toMatchObject({
      kind: 'forbidden',
      code: 'times_role',
    })
    expect(fieldsOf(await changeIncident(lee, id, { startedAt: START }))).toHaveProperty(['/reason'])
    expect(fieldsOf(await changeIncident(lee, id, { startedAt: now + hours(1), reason }))).toHaveProperty([
      '/startedAt',
    ])
    expect(fieldsOf(await changeIncident(lee, id, { openedAt: START + 1, reason }))).toHaveProperty(['/openedAt'])
    expect(refused(await changeIncident(lee, id, { resolvedAt: START, reason })).code).toBe('incident_open')
    // The rest of a change that is refused is not saved either, and no change is none.
    expect(refused(await changeIncident(lee, id, { title: 'Renamed', resolvedAt: START, reason })).code).toBe(
      'incident_open',
    )
    accepted(await changeIncident(lee, id, { startedAt: START - hours(1), reason }))
    expect(await allRows(db)).toEqual(before)
    accepted(await postUpdate(by, id, over()))
    const wrong = { startedAt: now - minutes(1), resolvedAt: now - minutes(2), reason }
    expect(fieldsOf(await changeIncident(lee, id, wrong))).toHaveProperty(['/resolvedAt'])
    const late = { startedAt: now + minutes(1), reason }
    expect(fieldsOf(await changeIncident(actionContext(db, LEE, now + minutes(1)), id, late))).toHaveProperty([
      '/startedAt',
    ])
  })
})

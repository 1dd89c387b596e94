import { expect, test } from 'vitest'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { reopenIncident } from '../../../server/actions/incident/reopen-incident.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { readIncidentPromises } from '../../../server/queries/promise-ledger.ts'
import { actionContext, addPlatforms, allRows, auditTrail, news, opened, p1g } from '../../support/app/actions.ts'
import { down, impactHours, incidentRow, outage, over, uptimeOfTrunks } from '../../support/app/times.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { LEE, ROSA } from '../../support/people.ts'
import { accepted, fieldsOf, refused } from '../../support/result.ts'

onEachDatabase('times put right', (fresh) => {
  async function desk() {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    return db
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
    expect(await uptimeOfTrunks(db, now)).toBeLessThan(400)
    const right = { openedAt: START - minutes(10), startedAt: START - hours(1), resolvedAt: START + hours(1) }
    accepted(await changeIncident(actionContext(db, LEE, now), id, { ...right, reason: 'A slip of the keyboard.' }))
    expect(await incidentRow(db, id)).toMatchObject({
      opened_at: right.openedAt,
      started_at: right.startedAt,
      resolved_at: right.resolvedAt,
      response_due_at: right.openedAt + minutes(30),
      times_corrected_at: now,
      updated_at: now,
    })
    expect(await impactHours(db)).toEqual([['trunks', 'major_outage', -1, 1]])
    // Of 37 hours since the midnight before yesterday's, two.
    expect(await uptimeOfTrunks(db, now)).toBe(Math.floor((35 / 37) * 10_000))
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
      notify: 1,
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
    const before = await impactHours(db)
    const lee = actionContext(db, LEE, START + hours(7))
    accepted(await changeIncident(lee, id, { startedAt: START + hours(4.5), reason: 'Wrong.' }))
    expect(await impactHours(db)).toEqual([
      ['fax', 'partial_outage', 4.5, 6],
      ['trunks', 'partial_outage', 4.5, 6],
    ])
    accepted(await changeIncident(lee, id, { startedAt: START, reason: 'Right after all.' }))
    expect(await impactHours(db)).toEqual(before)
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

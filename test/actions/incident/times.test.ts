import { expect, test } from 'vitest'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { noteContact } from '../../../server/actions/incident/note-contact.ts'
import { openIncident } from '../../../server/actions/incident/open-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { reopenIncident } from '../../../server/actions/incident/reopen-incident.ts'
import type { UpdateCommand } from '../../../server/domain/incident/updating.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { readIncidentPromises } from '../../../server/queries/promise-ledger.ts'
import { actionContext, addPlatforms, allRows, news, notices, opened } from '../../support/app/actions.ts'
import { down, impactHours, incidentRow, outage, over, uptimeOfTrunks } from '../../support/app/times.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { LEE, ROSA } from '../../support/people.ts'
import { accepted, fieldsOf, refused } from '../../support/result.ts'

onEachDatabase('when an incident was', (fresh) => {
  async function desk() {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    return db
  }

  test('an outage of an hour that is told a day later was one of an hour', async () => {
    const db = await desk()
    const now = START + DAY
    const id = await opened(actionContext(db, ROSA, now), {
      ...outage,
      startedAt: START,
      resolvedAt: START + hours(1),
      update: { body: 'Yesterday, for an hour.', phase: 'resolved' },
    })
    expect(await incidentRow(db, id)).toMatchObject({
      phase: 'resolved',
      started_at: START,
      resolved_at: START + hours(1),
    })
    expect(await impactHours(db)).toEqual([['trunks', 'major_outage', 0, 1]])
    // Of 32 hours since midnight before yesterday's (08:00 in Denver is now), one.
    expect(await uptimeOfTrunks(db, now)).toBe(Math.floor((31 / 32) * 10_000))
    expect((await notices(db))[0]).toMatchObject({ at: now, resolvedAt: START + hours(1) })
  })

  test('so was one whose end is told late; the update stands where it was posted, and the promise goes by that', async () => {
    const db = await desk()
    const id = await opened(actionContext(db), outage)
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(5)), id, over({ resolvedAt: START + hours(1) })))
    expect((await incidentRow(db, id)).resolved_at).toBe(START + hours(1))
    expect(await impactHours(db)).toEqual([['trunks', 'major_outage', 0, 1]])
    const ledger = await readIncidentPromises(db, { startsAt: START, endsAt: START + DAY }, START + DAY)
    expect(ledger.map(({ kind, state, lateness }) => [kind, state, lateness])).toEqual([
      ['first_response', 'kept', 0],
      ['next_update', 'late', hours(3)],
    ])
  })

  test('whoever says when it was over says that it is', async () => {
    const db = await desk()
    const id = await opened(actionContext(db), outage)
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(2)), id, news('Over.', { resolvedAt: START + 1 })))
    expect(await incidentRow(db, id)).toMatchObject({
      phase: 'resolved',
      case_status: 'closed',
      resolved_at: START + 1,
    })
  })

  test('what was said after the end counts for nothing, and a platform named then is still named', async () => {
    const db = await desk()
    const id = await opened(actionContext(db), outage)
    const later = news('Fax as well, we thought.', { platforms: down('partial_outage', 'fax') })
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(2)), id, later))
    const milder = news('Milder.', { platforms: down('degraded_performance') })
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(3)), id, milder))
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(4)), id, over({ resolvedAt: START + hours(1) })))
    expect(await impactHours(db)).toEqual([
      ['fax', 'partial_outage', 1, 1],
      ['trunks', 'major_outage', 0, 1],
    ])
  })

  test('and reopening brings back what was said last, whenever it is said to have been over', async () => {
    const db = await desk()
    const id = await opened(actionContext(db), outage)
    const milder = news('Milder.', { platforms: down('degraded_performance') })
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(3)), id, milder))
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(4)), id, over({ resolvedAt: START + hours(1) })))
    accepted(await reopenIncident(actionContext(db, ROSA, START + hours(5)), id, news('Again.')))
    expect(await impactHours(db)).toEqual([
      ['trunks', 'major_outage', 0, 1],
      ['trunks', 'degraded_performance', 5, null],
    ])
  })

  test('an end before the beginning, in the future or of an open incident is refused, and nothing is saved', async () => {
    const db = await desk()
    const id = await opened(actionContext(db), { ...outage, startedAt: START - hours(1) })
    const before = await allRows(db)
    const later = actionContext(db, ROSA, START + hours(1))
    const end = async (resolvedAt: number, rest: Partial<UpdateCommand> = {}) =>
      fieldsOf(await postUpdate(later, id, over({ resolvedAt, ...rest })))
    expect(await end(START - hours(2))).toEqual({ '/resolvedAt': 'resolvedAt must not be before startedAt.' })
    expect(await end(START + hours(2))).toEqual({ '/resolvedAt': 'resolvedAt must not be in the future.' })
    expect(await end(START, { phase: 'monitoring' })).toHaveProperty(['/resolvedAt'])
    const told = { ...outage, resolvedAt: START, update: { body: 'Over.', phase: 'resolved' as const } }
    expect(fieldsOf(await openIncident(later, told))).toEqual({
      '/resolvedAt': 'resolvedAt must not be before openedAt; give startedAt, too, if it began earlier.',
    })
    expect(await allRows(db)).toEqual(before)
  })

  test('what was reopened was not over before that, whoever says so', async () => {
    const db = await desk()
    const id = await opened(actionContext(db), { ...outage, openedAt: START - hours(10), resolvedAt: START - hours(8) })
    accepted(await reopenIncident(actionContext(db), id, news('Again.')))
    const before = await allRows(db)
    const later = actionContext(db, ROSA, START + hours(1))
    const words = {
      '/resolvedAt': `It was reopened at ${Temporal.Instant.fromEpochMilliseconds(START)}: give an end after that.`,
    }
    expect(fieldsOf(await postUpdate(later, id, over({ resolvedAt: START - hours(6) })))).toEqual(words)
    expect(await allRows(db)).toEqual(before)
    accepted(await postUpdate(later, id, over({ resolvedAt: START })))
    const wrong = { resolvedAt: START - 1, reason: 'Wrong.' }
    expect(fieldsOf(await changeIncident(actionContext(db, LEE, START + hours(2)), id, wrong))).toEqual(words)
  })

  test('clocks differ: up to two minutes ahead count as now', async () => {
    const db = await desk()
    const ahead = START + minutes(2)
    const id = await opened(actionContext(db), { ...outage, openedAt: ahead, startedAt: ahead })
    expect(await incidentRow(db, id)).toMatchObject({ opened_at: START, started_at: START })
    accepted(await noteContact(actionContext(db), id, { what: 'asked', at: ahead }))
    expect((await incidentRow(db, id)).asked_at).toBe(START)
    accepted(await postUpdate(actionContext(db), id, over({ resolvedAt: ahead })))
    expect((await incidentRow(db, id)).resolved_at).toBe(START)
    const further = ahead + 1
    expect(
      fieldsOf(await openIncident(actionContext(db), { ...outage, openedAt: further, startedAt: further })),
    ).toEqual({
      '/openedAt': 'openedAt must not be in the future.',
      '/startedAt': 'startedAt must not be in the future.',
    })
  })

  test('a beginning more than 30 days before it is told has to be meant', async () => {
    const db = await desk()
    const early = { ...outage, confirmed: false, startedAt: START - 30 * DAY - 1 }
    expect(refused(await openIncident(actionContext(db), early))).toMatchObject({
      kind: 'conflict',
      code: 'confirmation_needed',
    })
    accepted(await openIncident(actionContext(db), { ...early, confirmed: true }))
    const id = await opened(actionContext(db), { ...early, startedAt: START - 30 * DAY })
    const correction = { startedAt: START - 31 * DAY, reason: 'So they say.' }
    expect(refused(await changeIncident(actionContext(db, LEE), id, correction)).code).toBe('confirmation_needed')
    accepted(await changeIncident(actionContext(db, LEE), id, { ...correction, confirmed: true }))
  })

  test('a mistyped year of the opening has to be meant, too', async () => {
    const db = await desk()
    const yearAgo = START - 365 * DAY
    for (const times of [{ openedAt: yearAgo }, { openedAt: yearAgo, startedAt: yearAgo }]) {
      const command = { ...outage, confirmed: false, ...times }
      expect(refused(await openIncident(actionContext(db), command)).code).toBe('confirmation_needed')
    }
    const id = await opened(actionContext(db), { ...outage, openedAt: START })
    const correction = { openedAt: yearAgo, reason: 'So they say.' }
    const later = (command: object) => changeIncident(actionContext(db, LEE, START + 60 * DAY), id, command)
    expect(refused(await later(correction))).toMatchObject({ detail: expect.stringMatching(/^openedAt/) })
    // What was told long ago may be put right without doubt.
    accepted(await later({ ...correction, openedAt: START - DAY }))
  })
})

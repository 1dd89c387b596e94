import { expect, test } from 'vitest'
import { acknowledgementsOf, timelinesBetween, timelinesOf } from '../../../db/incident/promises.ts'
import type { Db } from '../../../db/schema/index.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { acknowledgePromise } from '../../../server/actions/ladder/acknowledge-promise.ts'
import { ledgerBetween, ledgerOf } from '../../../server/domain/promise/ledger.ts'
import { summarise } from '../../../server/domain/promise/summary.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { actionContext, addPlatforms, auditTrail, news, opened, p1g, p2 } from '../../support/app/actions.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { LEE, ROSA } from '../../support/people.ts'
import { accepted, refused } from '../../support/result.ts'

onEachDatabase('the promise ledger', (fresh) => {
  async function freshWithPlatforms(): Promise<Db> {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    return db
  }
  const post = (db: Db, id: string, minute: number, rest: Parameters<typeof news>[1] = {}) =>
    postUpdate(actionContext(db, ROSA, START + minutes(minute)), id, news('More.', rest))
  const ledger = async (db: Db, from: number, to: number, now: number) => {
    const range = { from: START + minutes(from), to: START + minutes(to) }
    return ledgerBetween(await timelinesBetween(db, range), range, START + minutes(now))
  }

  test('holds what was promised, by whom it was kept and how late', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p1g({ openedAt: START - minutes(20) }))
    const { updateId } = accepted(await post(db, id, 50))
    accepted(await post(db, id, 125, { phase: 'resolved' }))
    const first = (await timelinesOf(db, [id]))[0]?.updates[0]?.id
    expect(
      (await ledger(db, -60, 600, 600)).map(({ id, kind, state, lateness }) => [id, kind, state, lateness]),
    ).toEqual([
      [id, 'first_response', 'late', minutes(5)],
      [first, 'next_update', 'kept', 0],
      [updateId, 'next_update', 'late', minutes(15)],
    ])
  })

  test('says under which priority each promise was made, and goes by the time it was tightened to', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p2())
    accepted(await post(db, id, 30))
    accepted(
      await changeIncident(actionContext(db, ROSA, START + minutes(40)), id, { priority: 'P1G', reason: 'Two more.' }),
    )
    accepted(await post(db, id, 100))
    const entries = (await ledger(db, 0, 600, 100)).filter(({ kind }) => kind === 'next_update')
    expect(entries.map(({ priority, state, dueAt }) => [priority, state, (dueAt - START) / minutes(1)])).toEqual([
      ['P1G', 'late', 90],
      ['P2', 'kept', 120],
      ['P1G', 'open', 160],
    ])
  })

  test('of a time holds only what was due in it, whole incidents are not needed for it', async () => {
    const db = await freshWithPlatforms()
    const early = await opened(actionContext(db), p1g())
    accepted(await post(db, early, 30, { phase: 'resolved' }))
    const late = await opened(actionContext(db, ROSA, START + 40 * DAY), p2())
    expect((await timelinesBetween(db, { from: START, to: START + DAY })).map((t) => t.incidentId)).toEqual([early])
    const later = { from: START + 39 * DAY, to: START + 50 * DAY }
    expect((await timelinesBetween(db, later)).map((t) => t.incidentId)).toEqual([late])
    expect(await timelinesBetween(db, { from: START + DAY, to: START + 2 * DAY })).toEqual([])
  })

  test('knows no drill', async () => {
    const db = await freshWithPlatforms()
    await opened(actionContext(db), p1g({ drill: true }))
    expect(await ledger(db, -999, 999, 999)).toEqual([])
  })

  test('keeps its first response though the priority or the plan changes later', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p2({ openedAt: START - minutes(20) }))
    accepted(await changeIncident(actionContext(db), id, { priority: 'P1G', reason: 'More.' }))
    const [response] = await ledger(db, -60, 60, 60)
    expect(response).toMatchObject({ id, dueAt: START + minutes(10), state: 'kept' })
  })

  test('adds up over many incidents', async () => {
    const db = await freshWithPlatforms()
    for (const minute of [0, 10, 20, 30]) {
      const id = await opened(actionContext(db, ROSA, START + minutes(minute)), p1g())
      accepted(await post(db, id, minute + 70, { phase: 'resolved' }))
    }
    expect(summarise(await ledger(db, 0, 600, 600))).toMatchObject({
      due: 8,
      kept: 4,
      late: 4,
      overdue: 0,
      open: 0,
      worstLateness: minutes(10),
      worstGap: minutes(70),
      firstResponse: { due: 4, kept: 4 },
    })
  })
})

onEachDatabase('acknowledging a promise', (fresh) => {
  async function owing(): Promise<{ db: Db; id: string; promise: string }> {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const id = await opened(actionContext(db), p1g())
    const { id: promise } = await db.selectFrom('updates').select('id').executeTakeFirstOrThrow()
    return { db, id, promise }
  }
  const NOW = START + minutes(40)
  const BUSY = { until: NOW + minutes(20), reason: 'On the phone with the carrier.' }

  test('says who, until when and why, and the promise stands', async () => {
    const { db, id, promise } = await owing()
    accepted(await acknowledgePromise(actionContext(db, ROSA, NOW), promise, BUSY))
    accepted(await acknowledgePromise(actionContext(db, LEE, NOW + 1), promise, {}))
    expect(await acknowledgementsOf(db, [promise])).toMatchObject([
      { actor: 'Lee', until_at: null, reason: null, created_at: NOW + 1 },
      { incident_id: id, until_at: BUSY.until, reason: BUSY.reason, actor: 'Rosa', created_at: NOW },
    ])
    const [timeline] = await timelinesOf(db, [id])
    expect(timeline && ledgerOf(timeline, NOW + minutes(30)).at(-1)).toMatchObject({ id: promise, state: 'overdue' })
    expect((await auditTrail(db)).at(-2)).toMatchObject({
      action: 'promise.put_off',
      object: `incident/${id}`,
      detail: { promiseId: promise, dueAt: new Date(START + hours(1)).toISOString() },
    })
  })

  test('puts it off once, and with a reason', async () => {
    const { db, promise } = await owing()
    const noReason = await acknowledgePromise(actionContext(db, ROSA, NOW), promise, { until: BUSY.until })
    expect(refused(noReason).fields?.[0]?.pointer).toBe('/reason')
    accepted(await acknowledgePromise(actionContext(db, ROSA, NOW), promise, BUSY))
    const again = await acknowledgePromise(actionContext(db, LEE, NOW + 1), promise, BUSY)
    expect(refused(again).code).toBe('already_put_off')
  })

  test('has an end, a day ahead at most', async () => {
    const { db, promise } = await owing()
    for (const until of [NOW, NOW - 1, NOW + DAY + 1]) {
      const result = await acknowledgePromise(actionContext(db, ROSA, NOW), promise, { ...BUSY, until })
      expect(refused(result).fields?.[0]?.pointer).toBe('/until')
    }
  })

  test('may name the incident in place of the one thing that it owes', async () => {
    const { db, id, promise } = await owing()
    expect(accepted(await acknowledgePromise(actionContext(db, ROSA, NOW), id, {}))).toMatchObject({
      promiseId: promise,
    })
  })

  test('is for what is still owed', async () => {
    const { db, id, promise } = await owing()
    accepted(await postUpdate(actionContext(db, ROSA, NOW), id, news('More.')))
    expect(refused(await acknowledgePromise(actionContext(db, ROSA, NOW), promise, BUSY)).code).toBe('promise_kept')
    expect(refused(await acknowledgePromise(actionContext(db, ROSA, NOW), 'nothingthere', BUSY)).kind).toBe('not_found')
  })
})

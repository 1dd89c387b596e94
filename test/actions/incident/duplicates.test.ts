import { expect, test } from 'vitest'
import { newestEvent } from '../../../db/delivery/events.ts'
import { duplicatesOf, movedFollowersAfter } from '../../../db/incident/duplicates.ts'
import { loadIncident } from '../../../db/incident/incidents.ts'
import type { Db } from '../../../db/schema/index.ts'
import { insertSubscriber } from '../../../db/subscription/subscribers.ts'
import { putSubscriptions, scopeColumns } from '../../../db/subscription/subscriptions.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import type { Kind, Scope } from '../../../server/domain/vocabulary.ts'
import { newId } from '../../../server/lib/ids.ts'
import { actionContext, addPlatforms, auditTrail, news, notices, opened, p1g, p2 } from '../../support/app/actions.ts'
import { minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ALICE, BOB, CAROL, ROSA } from '../../support/people.ts'
import { accepted, refused } from '../../support/result.ts'

onEachDatabase('a duplicate', (fresh) => {
  async function two(): Promise<{ db: Db; master: string; duplicate: string }> {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    const master = await opened(actionContext(db), p1g())
    return { db, master, duplicate: await opened(actionContext(db), p2({ title: 'Silent calls' })) }
  }
  const close = (db: Db, duplicate: string, master: string, minute = 5) =>
    postUpdate(
      actionContext(db, ROSA, START + minutes(minute)),
      duplicate,
      news('One and the same.', { duplicateOf: master }),
    )

  test('closes, names its master, and owes nothing', async () => {
    const { db, master, duplicate } = await two()
    accepted(await close(db, duplicate, master))
    expect(await loadIncident(db, duplicate)).toMatchObject({
      phase: 'resolved',
      caseStatus: 'duplicate',
      duplicateOf: master,
      nextUpdateDueAt: null,
    })
    expect((await duplicatesOf(db, [master])).map(({ id }) => id)).toEqual([duplicate])
    expect((await auditTrail(db)).at(-1)?.detail).toMatchObject({
      caseStatus: { from: 'in_progress', to: 'duplicate' },
      duplicateOf: master,
    })
  })

  test('is told once, by its closing, which says where it goes on; the master changes silently', async () => {
    const { db, master, duplicate } = await two()
    const before = (await notices(db)).length
    accepted(await close(db, duplicate, master))
    const told = (await notices(db)).slice(before)
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({
      incidentId: duplicate,
      phase: 'resolved',
      phaseChanged: true,
      about: 'duplicate',
      master: { id: master, title: 'Calls failing' },
    })
    const events = await db.selectFrom('events').select(['kind', 'incident_id', 'notify']).orderBy('id').execute()
    expect(events.slice(-2)).toEqual([
      { kind: 'incident.updated', incident_id: duplicate, notify: 1 },
      { kind: 'incident.changed', incident_id: master, notify: 0 },
    ])
  })

  test('takes its followers to the master, each once, and forgets nobody who is to hear of its end', async () => {
    const { db, master, duplicate } = await two()
    const [alice, bob, carol] = [await person(db, ALICE), await person(db, BOB), await person(db, CAROL)]
    await follow(db, alice, { type: 'incident', id: duplicate })
    await follow(db, bob, { type: 'incident', id: duplicate }, ['incident'])
    await follow(db, bob, { type: 'incident', id: master }, ['maintenance'])
    await follow(db, carol, { type: 'incident', id: master })
    await follow(db, carol, { type: 'platform', id: 'fax' })
    const before = await newestEvent(db)
    accepted(await close(db, duplicate, master))
    expect(await followed(db)).toEqual(
      [
        [alice, master, 1, 1],
        [bob, master, 1, 1],
        [carol, 'fax', 1, 1],
        [carol, master, 1, 1],
      ].sort(),
    )
    const moved = (event: number) =>
      db.transaction().execute((trx) => movedFollowersAfter(trx, duplicate, 'incident', event, '', 10))
    expect((await moved(before + 1)).map((f) => [f.subscriber_id, f.scope_type, f.scope_id])).toEqual(
      [alice, bob].sort().map((id) => [id, 'incident', duplicate]),
    )
    expect(await moved(before)).toEqual([])
  })

  test('takes what is not confirmed yet along too', async () => {
    const { db, master, duplicate } = await two()
    const alice = await person(db, ALICE)
    await follow(db, alice, { type: 'incident', id: duplicate }, ['incident'], 'pending')
    accepted(await close(db, duplicate, master))
    expect(await followed(db)).toEqual([[alice, master, 1, 0]])
    expect(await db.selectFrom('moves').selectAll().execute()).toEqual([])
  })

  test('of a duplicate leads straight to the last master', async () => {
    const { db, master, duplicate } = await two()
    const alice = await person(db, ALICE)
    await follow(db, alice, { type: 'incident', id: duplicate })
    accepted(await close(db, duplicate, master))
    const last = await opened(actionContext(db), p1g({ title: 'A carrier is down' }))
    accepted(await close(db, master, last, 9))
    expect(await loadIncident(db, duplicate)).toMatchObject({ duplicateOf: last })
    expect(await followed(db)).toEqual([[alice, last, 1, 1]])
    expect(await db.selectFrom('moves').select(['incident_id', 'master_id']).orderBy('master_id').execute()).toEqual(
      [
        { incident_id: duplicate, master_id: master },
        { incident_id: master, master_id: last },
      ].sort((a, b) => a.master_id.localeCompare(b.master_id)),
    )
    const events = await db.selectFrom('events').select(['kind', 'incident_id']).orderBy('id').execute()
    expect(events.slice(-2)).toEqual([
      { kind: 'incident.changed', incident_id: last },
      { kind: 'incident.changed', incident_id: duplicate },
    ])
  })

  test('does not exist of what is not there, is over, or is a drill', async () => {
    const { db, master, duplicate } = await two()
    const drill = await opened(actionContext(db), p2({ drill: true }))
    for (const wrong of ['nothingthere', duplicate, drill]) {
      expect(refused(await close(db, duplicate, wrong)).fields?.[0]?.pointer).toBe('/duplicateOf')
    }
    accepted(
      await postUpdate(actionContext(db, ROSA, START + minutes(2)), master, news('Over.', { phase: 'resolved' })),
    )
    expect(refused(await close(db, duplicate, master)).fields?.[0]?.pointer).toBe('/duplicateOf')
    expect(await loadIncident(db, duplicate)).toMatchObject({ caseStatus: 'in_progress' })
  })

  test('of each other is impossible, also when two decide it at the same time', async () => {
    const { db, master, duplicate } = await two()
    const results = await Promise.all([close(db, duplicate, master), close(db, master, duplicate)])
    expect(results.filter((result) => result.ok)).toHaveLength(1)
  })
})

async function person(db: Db, address: string): Promise<string> {
  const row = await db.transaction().execute((trx) =>
    insertSubscriber(trx, {
      id: newId(),
      channel: 'email',
      address,
      locale: 'en',
      state: 'active',
      source: 'page',
      created_at: START,
      updated_at: START,
    }),
  )
  return row.id
}

async function follow(
  db: Db,
  subscriber: string,
  scope: Scope,
  kinds: readonly Kind[] = ['incident', 'maintenance'],
  state: 'pending' | 'active' = 'active',
): Promise<void> {
  const confirmedAt = state === 'active' ? START - minutes(1) : null
  await db.transaction().execute((trx) =>
    putSubscriptions(trx, [
      {
        id: newId(),
        subscriber_id: subscriber,
        ...scopeColumns(scope, kinds),
        state,
        requested_at: START - minutes(1),
        confirmed_at: confirmedAt,
      },
    ]),
  )
}

async function followed(db: Db) {
  const rows = await db.selectFrom('subscriptions').selectAll().execute()
  return rows.map((row) => [row.subscriber_id, row.scope_id, row.incidents, row.maintenance]).sort()
}

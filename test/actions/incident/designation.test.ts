import type { SelectQueryNode } from 'kysely'
import { expect, test } from 'vitest'
import { loadIncident } from '../../../db/incident/incidents.ts'
import type { Db } from '../../../db/schema/index.ts'
import { firstBrokenAudit } from '../../../db/system/audit-check.ts'
import type { ActionContext } from '../../../server/actions/context.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { openIncident } from '../../../server/actions/incident/open-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { reopenIncident } from '../../../server/actions/incident/reopen-incident.ts'
import type { DesignationNotice } from '../../../server/domain/incident/notice.ts'
import { exportAudit, readAudit } from '../../../server/queries/audit.ts'
import { actionContext, addPlatforms, auditTrail, news, notices, opened, p1g, p2 } from '../../support/app/actions.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ADA, ALICE, LEE, MONTY, type Person, ROSA } from '../../support/people.ts'
import { accepted, refused } from '../../support/result.ts'

const LEADS = ['lee@northline.example', ALICE]
const WHY = { priority: 'P1G', reason: 'A third organisation has called.' } as const

onEachDatabase('the designation of a P1G', (fresh) => {
  async function freshWithPlatforms(): Promise<Db> {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    return db
  }
  const led = (db: Db, person: Person = ROSA, now = START): ActionContext => {
    const ctx = actionContext(db, person, now)
    return { ...ctx, plan: { ...ctx.plan, staff: { leads: LEADS, desk: [] } } }
  }

  test('only staff designate a P1G, and the audit trail says who and why', async () => {
    const db = await freshWithPlatforms()
    expect(refused(await openIncident(actionContext(db, MONTY), p1g()))).toMatchObject({
      kind: 'forbidden',
      code: 'p1g_designation',
    })
    const id = await opened(actionContext(db), p2())
    expect(refused(await changeIncident(actionContext(db, MONTY), id, WHY))).toMatchObject({
      kind: 'forbidden',
    })
    expect(refused(await changeIncident(actionContext(db), id, { priority: 'P1G' }))).toMatchObject({
      fields: [{ pointer: '/reason' }],
    })
    accepted(await changeIncident(actionContext(db, LEE, START + minutes(5)), id, WHY))
    expect(await loadIncident(db, id)).toMatchObject({ priority: 'P1G', nextUpdateDueAt: START + hours(1) })
    expect((await auditTrail(db)).at(-1)).toMatchObject({
      actor: 'Lee',
      action: 'incident.designate_p1g',
      detail: { priority: { from: 'P2', to: 'P1G' }, reason: 'A third organisation has called.' },
    })
    expect(refused(await changeIncident(actionContext(db, MONTY), id, { priority: 'P2', reason: 'x' }))).toMatchObject({
      kind: 'forbidden',
    })
    accepted(await changeIncident(actionContext(db), id, { priority: 'P2', reason: 'One organisation after all.' }))
    expect((await auditTrail(db)).at(-1)).toMatchObject({ action: 'incident.withdraw_p1g' })
  })

  test('reads the last update once, and tells of the promise as it was tightened', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p2())
    const reads: string[] = []
    const watched = db.withPlugin({
      transformQuery: ({ node }) => {
        const { kind, from, limit } = node as Partial<SelectQueryNode>
        if (kind === 'SelectQueryNode' && limit && JSON.stringify(from).includes('"updates"')) reads.push(kind)
        return node
      },
      transformResult: async ({ result }) => result,
    })
    accepted(await changeIncident(actionContext(watched, LEE, START + minutes(5)), id, WHY))
    expect(reads).toHaveLength(1)
    expect((await notices(db)).at(-1)).toMatchObject({ about: 'designated', dueAt: START + hours(1), basis: 'cadence' })
  })

  test('a plan that asks for a lead is obeyed', async () => {
    const db = await freshWithPlatforms()
    const ctx = actionContext(db)
    const plan = { ...ctx.plan, p1gRole: 'lead' } as const
    expect(refused(await openIncident({ ...ctx, plan }, p1g()))).toMatchObject({ kind: 'forbidden' })
    await opened({ ...actionContext(db, LEE), plan }, p1g())
  })

  test('is told to every lead at once, also to one who is a subscriber or has stopped being one', async () => {
    const db = await freshWithPlatforms()
    await subscriber(db, ALICE)
    const id = await opened(led(db), p1g())
    expect(await told(db)).toMatchObject([{ incidentId: id, how: 'opened', actor: 'Rosa', title: 'Calls failing' }])
    expect(await mails(db)).toEqual([
      { address: ALICE, state: 'queued', rank: 0, topic: `staff:${id}`, subscriber: 'off' },
      { address: 'lee@northline.example', state: 'queued', rank: 0, topic: `staff:${id}`, subscriber: 'pending' },
    ])
    const event = await db.selectFrom('events').selectAll().where('kind', '=', 'staff.p1g').executeTakeFirstOrThrow()
    expect(event).toMatchObject({ incident_id: null, platforms: '[]', notify: 1, expanded_at: START })
    expect(await db.selectFrom('subscriptions').selectAll().execute()).toEqual([])
  })

  test('of a running case says who, why, and by when the next update is owed', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(led(db), p2())
    accepted(await changeIncident(led(db, LEE, START + minutes(9)), id, WHY))
    expect(await told(db)).toEqual([
      {
        incidentId: id,
        title: 'One-way audio',
        caseNumber: null,
        how: 'designated',
        actor: 'Lee',
        reason: WHY.reason,
        platforms: [{ id: 'trunks', name: 'TRUNKS', impact: 'partial_outage', state: 'partial_outage' }],
        at: START + minutes(9),
        dueAt: START + hours(1),
      },
    ])
  })

  test('is told each time, also its withdrawal and when a closed one is taken up again, and never for anything less', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(led(db), p1g())
    accepted(await changeIncident(led(db), id, { priority: 'P2', reason: 'One organisation.' }))
    accepted(await changeIncident(led(db), id, { title: 'Another title' }))
    accepted(await changeIncident(led(db), id, WHY))
    accepted(await postUpdate(led(db), id, news('Over.', { phase: 'resolved' })))
    accepted(await reopenIncident(led(db), id, { body: 'Back.', notify: true }))
    expect((await told(db)).map((notice) => notice.how)).toEqual(['opened', 'withdrawn', 'designated', 'reopened'])
  })

  test('of a drill is told to nobody', async () => {
    const db = await freshWithPlatforms()
    await opened(led(db), p1g({ drill: true }))
    expect(await told(db)).toEqual([])
    expect(await db.selectFrom('subscribers').selectAll().execute()).toEqual([])
  })

  test('is told to every lead also of what is over, with when that was, and so is its withdrawal', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(led(db), p1g({ update: { body: 'It was short.', phase: 'resolved' } }))
    accepted(
      await changeIncident(led(db, LEE, START + minutes(9)), id, { priority: 'P2', reason: 'One organisation.' }),
    )
    const over = { resolvedAt: START, dueAt: null, platforms: [{ impact: 'operational' }] }
    expect(await told(db)).toMatchObject([
      { how: 'opened', ...over },
      { how: 'withdrawn', ...over },
    ])
  })

  test('refused is no designation: nobody is told, nothing is stored', async () => {
    const db = await freshWithPlatforms()
    expect(refused(await openIncident(led(db, MONTY), p1g())).code).toBe('p1g_designation')
    const id = await opened(led(db), p2())
    expect(refused(await changeIncident(led(db, MONTY), id, WHY)).code).toBe('p1g_designation')
    expect(await told(db)).toEqual([])
  })

  test('moves the promise of the newest update, and the audit trail keeps the old one', async () => {
    const db = await freshWithPlatforms()
    const etr = START + hours(9)
    const id = await opened(actionContext(db), p2({ update: { body: 'Fibre.', etr, reason: 'Splicing.' } }))
    accepted(await changeIncident(actionContext(db, LEE, START + minutes(20)), id, WHY))
    const promise = () =>
      db.selectFrom('updates').select(['id', 'due_at', 'basis', 'promised_under']).executeTakeFirst()
    const made = await promise()
    expect(made).toMatchObject({ due_at: START + hours(1), basis: 'cadence', promised_under: 'P1G' })
    expect((await auditTrail(db)).at(-1)?.detail).toEqual({
      priority: { from: 'P2', to: 'P1G' },
      reason: WHY.reason,
      promise: made?.id,
      dueAt: { from: etr, to: START + hours(1) },
      basis: { from: 'etr', to: 'cadence' },
      notify: true,
    })
    accepted(await changeIncident(actionContext(db, LEE), id, { priority: 'P2', reason: 'One organisation.' }))
    expect(await promise()).toEqual(made)
  })

  test('long after the last update makes the next one due now, not broken before it was promised', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p2())
    accepted(await changeIncident(actionContext(db, LEE, START + minutes(90)), id, WHY))
    const due = await db.selectFrom('updates').select('due_at').executeTakeFirst()
    expect(due).toEqual({ due_at: START + minutes(90) })
  })
})

onEachDatabase('the audit trail', (fresh) => {
  async function written(): Promise<{ db: Db; id: string }> {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const id = await opened(actionContext(db), p2())
    accepted(await postUpdate(actionContext(db), id, news('More.')))
    accepted(await postUpdate(actionContext(db), id, news('Over.', { phase: 'resolved' })))
    return { db, id }
  }

  test('is read page by page, or of one object alone', async () => {
    const { db, id } = await written()
    const first = accepted(await readAudit(db, LEE.role, { limit: 3 }))
    expect(first.items.map((entry) => entry.action)).toEqual(['platform.create', 'incident.open', 'incident.update'])
    expect(first.next).toBe(3)
    const rest = accepted(await readAudit(db, LEE.role, { limit: 3, after: 3 }))
    expect(rest.items.map((entry) => [entry.id, entry.action, entry.actor])).toEqual([[4, 'incident.update', 'Rosa']])
    expect(rest.next).toBeNull()
    expect(rest.items[0]?.previousHash).toBe(first.items[2]?.hash)
    const own = accepted(await readAudit(db, ADA.role, { limit: 9, objects: [`incident/${id}`] }))
    expect(own.items.map((entry) => entry.id)).toEqual([2, 3, 4])
  })

  test('is exported whole, or of one object', async () => {
    const { db, id } = await written()
    const entries = async (filter: { objects?: string[] } = {}) => {
      const ids: number[] = []
      for await (const slice of accepted(exportAudit(db, ADA.role, filter))) ids.push(...slice.map((one) => one.id))
      return ids
    }
    expect(await entries()).toEqual([1, 2, 3, 4])
    expect(await entries({ objects: [`incident/${id}`] })).toEqual([2, 3, 4])
    expect(await firstBrokenAudit(db)).toBeNull()
  })

  test('is for leads and above', async () => {
    const { db } = await fresh()
    for (const person of [MONTY, ROSA]) {
      expect(refused(await readAudit(db, person.role, { limit: 1 })).code).toBe('audit_role')
      expect(refused(exportAudit(db, person.role, {})).kind).toBe('forbidden')
    }
  })
})

async function subscriber(db: Db, address: string): Promise<void> {
  const common = { channel: 'email', locale: 'en', source: 'page', created_at: START, updated_at: START } as const
  await db
    .insertInto('subscribers')
    .values({ id: 'subscriberid', address, state: 'off', off_reason: 'unsubscribed', ...common })
    .execute()
}

async function told(db: Db): Promise<DesignationNotice[]> {
  const rows = await db.selectFrom('events').select('notice').where('kind', '=', 'staff.p1g').orderBy('id').execute()
  return rows.map((row) => JSON.parse(row.notice ?? '') as DesignationNotice)
}

const mails = (db: Db) =>
  db
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
    .select(['address', 'deliveries.state', 'rank', 'topic', 'subscribers.state as subscriber'])
    .orderBy('address')
    .execute()

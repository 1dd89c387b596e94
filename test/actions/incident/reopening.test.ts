import { expect, test } from 'vitest'
import { loadIncident } from '../../../db/incident/incidents.ts'
import { relatedTo } from '../../../db/incident/relations.ts'
import type { Db } from '../../../db/schema/index.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { openIncident } from '../../../server/actions/incident/open-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { reopenIncident } from '../../../server/actions/incident/reopen-incident.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { actionContext, addPlatforms, auditTrail, news, notices, opened, p1g, p2 } from '../../support/app/actions.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { MONTY, ROSA } from '../../support/people.ts'
import { accepted, refused } from '../../support/result.ts'

onEachDatabase('reopening', (fresh) => {
  async function freshWithPlatforms(): Promise<Db> {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    return db
  }
  const over = (db: Db, id: string, rest: Parameters<typeof news>[1] = {}) =>
    postUpdate(actionContext(db, ROSA, START + hours(1)), id, news('Over.', { phase: 'resolved', ...rest }))
  const again = (db: Db, id: string, at: number, person: typeof ROSA | typeof MONTY = ROSA) =>
    reopenIncident(actionContext(db, person, at), id, { body: 'It is back.', notify: true })

  test('takes a closed case up with its impact, a promise and a text that is told', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p1g())
    accepted(await over(db, id, { platforms: [{ id: 'trunks', impact: 'operational' }] }))
    const at = START + hours(5)
    const { updateId } = accepted(await again(db, id, at))
    expect(await loadIncident(db, id)).toMatchObject({
      phase: 'investigating',
      caseStatus: 'customer_reopened',
      resolvedAt: null,
      nextUpdateDueAt: at + hours(1),
      affected: [{ id: 'trunks', impact: 'partial_outage' }],
    })
    expect(await db.selectFrom('impacts').selectAll().where('until_at', 'is', null).execute()).toMatchObject([
      { platform_id: 'trunks', impact: 'partial_outage', from_at: at },
    ])
    expect((await notices(db)).at(-1)).toMatchObject({
      updateId,
      sequence: 3,
      about: 'reopened',
      phase: 'investigating',
      phaseChanged: true,
      platforms: [{ id: 'trunks', impact: 'partial_outage' }],
    })
    expect((await auditTrail(db)).at(-1)).toMatchObject({
      action: 'incident.reopen',
      detail: { caseStatus: { from: 'closed', to: 'customer_reopened' } },
    })
  })

  test('ends seven calendar days after the closing, and never begins where nobody answered', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p2())
    accepted(await over(db, id))
    expect(refused(await again(db, id, START + hours(1) + 7 * DAY + 1))).toMatchObject({
      kind: 'conflict',
      code: 'reopen_too_late',
    })
    accepted(await again(db, id, START + hours(1) + 7 * DAY))
    const silent = await opened(actionContext(db), p2())
    accepted(await over(db, silent, { phase: undefined, caseStatus: 'closed_no_response', confirmed: true }))
    expect(refused(await again(db, silent, START + hours(2))).code).toBe('reopen_too_late')
    expect(refused(await again(db, 'nothingthere', START)).kind).toBe('not_found')
  })

  test('of what was over when it was opened affects nothing until somebody says so, and is no P1G like that', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p2({ update: { body: 'It was short.', phase: 'resolved' } }))
    accepted(await again(db, id, START))
    expect((await loadIncident(db, id))?.affected).toEqual([{ id: 'trunks', impact: 'operational' }])
    const raise = () => changeIncident(actionContext(db), id, { priority: 'P1G', reason: 'Three organisations.' })
    expect(refused(await raise()).fields?.[0]?.pointer).toBe('/platforms')
    accepted(
      await postUpdate(actionContext(db), id, news('Down.', { platforms: [{ id: 'trunks', impact: 'major_outage' }] })),
    )
    accepted(await raise())
  })

  test('is refused while the case is open, and to a reporter', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p2())
    expect(refused(await again(db, id, START)).code).toBe('incident_open')
    accepted(await over(db, id))
    expect(refused(await again(db, id, START + hours(2), MONTY)).kind).toBe('forbidden')
    const results = await Promise.all([again(db, id, START + hours(2)), again(db, id, START + hours(2))])
    expect(results.filter((result) => result.ok)).toHaveLength(1)
  })

  test('too late becomes a new incident that is related both ways', async () => {
    const db = await freshWithPlatforms()
    const earlier = await opened(actionContext(db), p2())
    accepted(await over(db, earlier))
    await db.updateTable('incidents').set({ published_at: START }).execute()
    const later = actionContext(db, ROSA, START + 20 * DAY)
    const id = await opened(later, p2({ title: 'One-way audio again', relatedTo: earlier }))
    expect((await relatedTo(db, [id, earlier])).map((row) => [row.incident_id, row.id, row.title])).toEqual([
      [id, earlier, 'One-way audio'],
      [earlier, id, 'One-way audio again'],
    ])
    expect(
      await db.selectFrom('events').select(['kind', 'incident_id', 'notify']).orderBy('id', 'desc').executeTakeFirst(),
    ).toEqual({
      kind: 'incident.changed',
      incident_id: earlier,
      notify: 0,
    })
    const { published_at } = await db
      .selectFrom('incidents')
      .select('published_at')
      .where('id', '=', earlier)
      .executeTakeFirstOrThrow()
    expect(published_at).toBeNull()
    expect((await auditTrail(db)).at(-1)?.detail).toMatchObject({ relatedTo: earlier })
  })

  test('what is related must be there, and a drill is not for the public', async () => {
    const db = await freshWithPlatforms()
    const drill = await opened(actionContext(db), p2({ drill: true }))
    for (const relatedTo of ['nothingthere', drill]) {
      expect(refused(await openIncident(actionContext(db), p2({ relatedTo }))).fields).toMatchObject([
        { pointer: '/relatedTo', detail: `There is no incident "${relatedTo}".` },
      ])
    }
    await opened(actionContext(db), p2({ drill: true, relatedTo: drill }))
  })

  test('a case goes the ways of the table and each update remembers where it stood', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p2({ caseStatus: 'new' }))
    const holdUntil = START + hours(30)
    const steps = [
      {},
      { caseStatus: 'on_hold', holdUntil, reason: 'A part is on its way.' },
      { caseStatus: 'shipping' },
      { caseStatus: 'resolved_follow_up' },
      { caseStatus: 'customer_reopened' },
      { caseStatus: 'resolved_follow_up' },
      { caseStatus: 'closed_no_response', confirmed: true },
    ] as const
    for (const [index, step] of steps.entries()) {
      accepted(await postUpdate(actionContext(db, ROSA, START + minutes(index)), id, news('Next.', step)))
    }
    const updates = await db.selectFrom('updates').select(['case_status', 'phase']).orderBy('sequence').execute()
    expect(updates.map((update) => `${update.case_status} ${update.phase}`)).toEqual([
      'new investigating',
      'in_progress investigating',
      'on_hold investigating',
      'shipping investigating',
      'resolved_follow_up monitoring',
      'customer_reopened investigating',
      'resolved_follow_up monitoring',
      'closed_no_response resolved',
    ])
    expect((await notices(db)).map((notice) => notice.holdUntil)).toEqual([
      undefined,
      undefined,
      holdUntil,
      ...Array(5).fill(undefined),
    ])
  })
})

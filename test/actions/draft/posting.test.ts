import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { postFromDraft } from '../../../server/actions/draft/post-from-draft.ts'
import { saveDraft } from '../../../server/actions/draft/save-draft.ts'
import { openIncident } from '../../../server/actions/incident/open-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { cancelMaintenance } from '../../../server/actions/maintenance/cancel-maintenance.ts'
import { scheduleMaintenance } from '../../../server/actions/maintenance/schedule-maintenance.ts'
import type { DraftOf } from '../../../server/domain/draft/draft.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { becameOf, findDraft, whatChanged } from '../../../server/queries/desk/drafts.ts'
import { actionContext, addPlatforms, allRows, countRows, news, opened, p2 } from '../../support/app/actions.ts'
import { START } from '../../support/clock.ts'
import { onEachDatabase, openShared } from '../../support/database.ts'
import { dieEverywhere } from '../../support/dying.ts'
import { LEE, type Person, ROSA } from '../../support/people.ts'
import { accepted, refused } from '../../support/result.ts'

const ID = 'draft0000001'
const NEW: DraftOf = { id: ID, kind: 'open', object: null }

onEachDatabase('what is posted from a draft', (fresh, freshFile) => {
  async function begun(db: Db) {
    await addPlatforms(db, 'trunks')
    const id = await opened(actionContext(db), p2())
    const of = { id: ID, kind: 'update', object: { type: 'incident', id } } as const
    const save = { ...of, fields: { body: 'We know.' }, base: 1, revision: 0 }
    accepted(await saveDraft(actionContext(db), save))
    const post = (to: Db, person: Person = ROSA, draft: DraftOf & { base?: number } = of) =>
      postFromDraft(actionContext(to, person), draft, (ctx) => postUpdate(ctx, id, news('We know.')))
    return { id, of, post }
  }

  test('is posted once by five taps at the same instant, from wherever they come', async () => {
    const { db, location } = await freshFile()
    const { id, post } = await begun(db)
    const other = openShared(location)
    const taps = await Promise.all([db, other, db, other, db].map((to) => post(to)))
    await other.destroy()
    const posted = taps.filter(({ ok }) => ok)
    expect(posted).toHaveLength(1)
    const [{ updateId } = { updateId: '' }] = posted.map(accepted)
    for (const tap of taps.filter(({ ok }) => !ok)) {
      expect(refused(tap)).toMatchObject({ code: 'draft_posted', detail: expect.stringContaining(updateId) })
    }
    expect(await countRows(db, 'updates')).toBe(2)
    expect(await becameOf(db, ID)).toEqual({ object: { type: 'incident', id }, updateId })
    expect(await findDraft(db, ID)).toBeNull()
  })

  test('is opened once by five taps, even where no save ever arrived', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const open = () => postFromDraft(actionContext(db), NEW, (ctx) => openIncident(ctx, p2()))
    const taps = await Promise.all([open(), open(), open(), open(), open()])
    expect(taps.filter(({ ok }) => ok)).toHaveLength(1)
    expect([await countRows(db, 'incidents'), await countRows(db, 'updates')]).toEqual([1, 1])
    const [made] = await db.selectFrom('updates').select(['id', 'incident_id']).execute()
    expect(await becameOf(db, ID)).toEqual({ object: { type: 'incident', id: made?.incident_id }, updateId: made?.id })
    const late = { ...NEW, fields: {}, base: 0, revision: 0 }
    expect(refused(await saveDraft(actionContext(db), late)).code).toBe('draft_posted')
  })

  test('leaves the draft as it was when it is refused', async () => {
    const { db } = await fresh()
    const { id, of, post } = await begun(db)
    const before = await findDraft(db, ID)
    const badly = await postFromDraft(actionContext(db), of, (ctx) =>
      postUpdate(ctx, id, news('x', { platforms: [{ id: 'telex', impact: 'major_outage' }] })),
    )
    expect(refused(badly).kind).toBe('invalid')
    expect(await findDraft(db, ID)).toEqual(before)
    accepted(await post(db))
  })

  test('is posted with the end of its draft or not at all, wherever the process dies', async () => {
    const { db } = await fresh()
    const { post } = await begun(db)
    const look = async () => [await allRows(db), await db.selectFrom('drafts').selectAll().execute()]
    expect(await dieEverywhere(db, async (to) => accepted(await post(to)), look)).toBeGreaterThan(10)
    expect(await countRows(db, 'updates')).toBe(2)
    expect(refused(await post(db)).code).toBe('draft_posted')
  })

  test('goes out only after its writer has seen what another has posted meanwhile', async () => {
    const { db } = await fresh()
    const { id, of, post } = await begun(db)
    const hers = { ...of, id: 'draft0000002' }
    accepted(await post(db, LEE, { ...hers, base: 1 }))
    const refusal = refused(await post(db, ROSA, { ...of, base: 1 }))
    expect(refusal).toMatchObject({
      code: 'posted_meanwhile',
      detail: expect.stringMatching(/^Lee has posted update 2 /),
    })
    expect(await whatChanged(db, of.object, 1)).toMatchObject([
      { sequence: 2, author: 'Lee', body: 'We know.', phase: 'investigating', at: START },
    ])
    // Somebody who posted from another tab is told that it was themselves.
    const own = refused(await post(db, LEE, { ...of, base: 1 }))
    expect(own.detail).toMatch(/^You have posted update 2 since you began/)
    accepted(await post(db, ROSA, { ...of, base: 2 }))
    expect((await whatChanged(db, { type: 'incident', id }, 2)).map(({ author }) => author)).toEqual(['Rosa'])
  })

  test('of two writers who post at the same instant is one, and the other is told', async () => {
    const { db } = await fresh()
    const { of, post } = await begun(db)
    const both = await Promise.all([
      post(db, ROSA, { ...of, base: 1 }),
      post(db, LEE, { ...of, id: 'draft0000002', base: 1 }),
    ])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.filter(({ ok }) => !ok).map((one) => refused(one).code)).toEqual(['posted_meanwhile'])
  })

  test('is committed together with what the caller keeps of it', async () => {
    const { db } = await fresh()
    const { id, of } = await begun(db)
    const kept: unknown[] = []
    const within = async (_: unknown, value: unknown) => void kept.push(value)
    const ctx = { ...actionContext(db), within }
    const posted = accepted(await postFromDraft(ctx, of, (inside) => postUpdate(inside, id, news('We know.'))))
    expect(kept).toEqual([posted])
  })

  test('may be maintenance, which became an update only if one was made', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const ctx = actionContext(db)
    const [startsAt, endsAt] = [START + 10 * DAY, START + 10 * DAY + 3_600_000]
    const plan = { title: 'New cards', description: 'Cards.', platforms: ['trunks'], reason: 'Old.' }
    const of = { id: ID, kind: 'maintenance_plan', object: null } as const
    const { id } = accepted(
      await postFromDraft(ctx, of, (inside) =>
        scheduleMaintenance(inside, { ...plan, startsAt, endsAt, notify: true, acceptConflicts: false }),
      ),
    )
    const updates = async () => whatChanged(db, { type: 'maintenance', id }, 0)
    const object = { type: 'maintenance', id } as const
    expect(await becameOf(db, ID)).toEqual({ object, updateId: (await updates())[0]?.id ?? null })
    const cancelling = { id: 'draft0000002', kind: 'maintenance_cancellation', object } as const
    accepted(await postFromDraft(ctx, cancelling, (inside) => cancelMaintenance(inside, id, { notify: true })))
    expect((await becameOf(db, 'draft0000002'))?.updateId).toBe((await updates()).at(-1)?.id)
  })
})

import { expect, test } from 'vitest'
import { write } from '../../../db/open.ts'
import type { Db } from '../../../db/schema/index.ts'
import { keepSetting } from '../../../db/system/settings.ts'
import { clearDemo } from '../../../server/actions/demo/clear-demo.ts'
import { discardDraft } from '../../../server/actions/draft/discard-draft.ts'
import { postFromDraft } from '../../../server/actions/draft/post-from-draft.ts'
import { saveDraft } from '../../../server/actions/draft/save-draft.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { tidy } from '../../../server/actions/system/tidy.ts'
import { type DraftSave, MOST_OPEN } from '../../../server/domain/draft/draft.ts'
import { DAY, MINUTE } from '../../../server/domain/vocabulary.ts'
import { findDraft, listDrafts } from '../../../server/queries/desk/drafts.ts'
import { actionContext, addPlatforms, auditTrail, news, opened, p2 } from '../../support/app/actions.ts'
import { START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { dieEverywhere } from '../../support/dying.ts'
import { LEE, ROSA } from '../../support/people.ts'
import { accepted, fieldsOf, refused } from '../../support/result.ts'

const ID = 'draft0000001'

onEachDatabase('a draft', (fresh) => {
  async function begun() {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const ctx = actionContext(db)
    const incident = { type: 'incident', id: await opened(ctx, p2()) } as const
    const draft = (body: string, revision: number, rest: Partial<DraftSave> = {}): DraftSave => ({
      ...{ id: ID, kind: 'update', object: incident, fields: { body }, base: 1, revision },
      ...rest,
    })
    return { db, ctx, incident, draft }
  }

  const textOf = async (db: Db) => (await findDraft(db, ID))?.fields.body

  test('is kept as typed, and each save says on what the next one is written', async () => {
    const { db, ctx, incident, draft } = await begun()
    const fields = { body: 'We \u0000 {eta} \ud83d', platforms: ['trunks', 'fax'], nothing: '' }
    expect(accepted(await saveDraft(ctx, draft('', 0, { fields })))).toEqual({ id: ID, revision: 1, changed: true })
    expect(await findDraft(db, ID)).toMatchObject({ fields, base: 1, revision: 1, object: incident, savedAt: START })
    expect(accepted(await saveDraft(ctx, draft('We know.', 1))).revision).toBe(2)
    expect(await textOf(db)).toBe('We know.')
  })

  test('loses nothing to an older save, and a repeated one changes nothing', async () => {
    const { db, ctx, draft } = await begun()
    accepted(await saveDraft(ctx, draft('one', 0)))
    accepted(await saveDraft(actionContext(db, LEE), draft('two', 1)))
    expect(accepted(await saveDraft(ctx, draft('two', 1)))).toEqual({ id: ID, revision: 2, changed: false })
    for (const revision of [0, 1, 3]) {
      const refusal = refused(await saveDraft(ctx, draft('late', revision)))
      expect(refusal).toMatchObject({ code: 'draft_newer', detail: expect.stringContaining('Lee') })
    }
    expect(await textOf(db)).toBe('two')
  })

  test('of two saves at the same instant keeps one, and refuses the other', async () => {
    const { db, ctx, draft } = await begun()
    const both = await Promise.all([saveDraft(ctx, draft('one', 0)), saveDraft(ctx, draft('two', 0))])
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(await textOf(db)).toBe(both[0]?.ok ? 'one' : 'two')
  })

  test('does not come back by a save that comes after it was posted or thrown away', async () => {
    const { db, ctx, incident, draft } = await begun()
    accepted(await saveDraft(ctx, draft('one', 0)))
    const of = { id: ID, kind: 'update', object: incident } as const
    const { updateId } = accepted(
      await postFromDraft(ctx, of, (within) => postUpdate(within, incident.id, news('one'))),
    )
    for (const revision of [0, 1]) {
      const refusal = refused(await saveDraft(ctx, draft('one more', revision)))
      expect(refusal).toMatchObject({ code: 'draft_posted', detail: expect.stringContaining(updateId) })
    }
    const other = { ...of, id: 'draft0000002' }
    accepted(await discardDraft(ctx, other))
    expect(accepted(await discardDraft(ctx, other)).changed).toBe(false)
    for (const revision of [0, 1]) {
      expect(refused(await saveDraft(ctx, draft('x', revision, { id: other.id }))).code).toBe('draft_gone')
    }
    expect(refused(await discardDraft(ctx, of)).code).toBe('draft_posted')
    expect(await listDrafts(db, START)).toEqual([])
    expect(await db.selectFrom('drafts').select('fields').execute()).toEqual([{ fields: '{}' }, { fields: '{}' }])
  })

  test('shows who is writing what, since when, and no longer two minutes after', async () => {
    const { db, ctx, incident, draft } = await begun()
    accepted(await saveDraft(ctx, draft('one', 0)))
    accepted(await saveDraft(ctx, draft('', 0, { id: 'draft0000002', kind: 'open', object: null, base: 0 })))
    const later = START + 3 * MINUTE
    accepted(await saveDraft(actionContext(db, LEE, later), draft('two', 1)))
    const [first, second] = await listDrafts(db, later)
    expect(first).toEqual({
      ...{ id: ID, kind: 'update', source: 'person', object: incident, author: 'Rosa', since: START },
      ...{ savedBy: 'Lee', savedAt: later, isWriting: true },
    })
    expect(second).toMatchObject({ object: null, isWriting: false })
    expect(await listDrafts(db, later, incident)).toEqual([first])
    expect(await listDrafts(db, later, { type: 'incident', id: 'nowhere' })).toEqual([])
    accepted(await saveDraft(actionContext(db, LEE, later + MINUTE), draft('two', 2)))
    expect((await listDrafts(db, later + 2 * MINUTE))[0]?.isWriting).toBe(true)
  })

  test('is refused by name when it is too large, of nothing, for something else, or one too many', async () => {
    const { db, ctx, draft } = await begun()
    expect(fieldsOf(await saveDraft(ctx, draft('ä'.repeat(33_000), 0)))).toEqual({
      '/fields': 'must have at most 64 kB altogether; these are 65 kB',
    })
    const nowhere = { type: 'maintenance', id: 'nowhere' } as const
    expect(refused(await saveDraft(ctx, draft('x', 0, { object: nowhere }))).code).toBe('not_found')
    accepted(await saveDraft(ctx, draft('x', 0)))
    expect(refused(await saveDraft(ctx, draft('y', 1, { object: null }))).code).toBe('draft_of_another')
    const row = await db.selectFrom('drafts').selectAll().executeTakeFirstOrThrow()
    const more = Array.from({ length: MOST_OPEN - 1 }, (_, index) => ({ ...row, id: `more${index}` }))
    await db.insertInto('drafts').values(more).execute()
    expect(refused(await saveDraft(ctx, draft('x', 0, { id: 'draft0000002' }))).code).toBe('too_many_drafts')
    accepted(await saveDraft(actionContext(db, LEE), draft('x', 0, { id: 'draft0000002' })))
  })

  test('goes thirty days after its last save, and what it became seven days after', async () => {
    const { db, ctx, incident, draft } = await begun()
    accepted(await saveDraft(ctx, draft('x', 0)))
    accepted(await discardDraft(ctx, { id: 'draft0000002', kind: 'update', object: incident }))
    const left = async (days: number) => {
      await tidy(db, START + days * DAY + 1)
      return (await db.selectFrom('drafts').select('id').orderBy('id').execute()).map(({ id }) => id)
    }
    expect(await left(6)).toEqual([ID, 'draft0000002'])
    expect(await left(7)).toEqual([ID])
    expect(await left(29)).toEqual([ID])
    expect(await left(30)).toEqual([])
    expect(refused(await saveDraft(ctx, draft('x', 1))).code).toBe('draft_gone')
  })

  test('is saved whole or not at all, and so it is thrown away, wherever the process dies', async () => {
    const { db, incident, draft } = await begun()
    const look = async () => [await db.selectFrom('drafts').selectAll().execute(), (await auditTrail(db)).length]
    const dying = async (work: (db: Db) => Promise<unknown>) =>
      expect(await dieEverywhere(db, work, look)).toBeGreaterThan(2)
    await dying(async (to) => accepted(await saveDraft(actionContext(to, ROSA), draft('one', 0))))
    await dying(async (to) => accepted(await saveDraft(actionContext(to, ROSA), draft('two', 1))))
    expect(await textOf(db)).toBe('two')
    const of = { id: ID, kind: 'update', object: incident } as const
    await dying(async (to) => accepted(await discardDraft(actionContext(to, ROSA), of)))
    expect((await auditTrail(db)).at(-1)).toMatchObject({ action: 'draft.discard', detail: { author: 'Rosa' } })
  })

  test('about the demonstration goes with it, and no other', async () => {
    const { db, ctx, draft } = await begun()
    const demo = { type: 'incident', id: await opened({ ...ctx, demo: true }, p2()) } as const
    accepted(await saveDraft(ctx, draft('ours', 0)))
    accepted(await saveDraft(ctx, draft('theirs', 0, { id: 'draft0000002', object: demo })))
    await write(db, (trx) => keepSetting(trx, 'demo', 'northline'))
    accepted(await clearDemo(ctx))
    expect((await listDrafts(db, START)).map(({ id }) => id)).toEqual([ID])
  })
})

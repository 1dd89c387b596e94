import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import type { ActionContext } from '../../../server/actions/context.ts'
import { discardDraft } from '../../../server/actions/draft/discard-draft.ts'
import { releaseWaiting } from '../../../server/actions/draft/second-pair/release-waiting.ts'
import { submit } from '../../../server/actions/draft/second-pair/submit.ts'
import { publishDraft, returnDraft } from '../../../server/actions/draft/second-pair/waiting.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { tidy } from '../../../server/actions/system/tidy.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { findReadyText, readReadyTexts } from '../../../server/queries/desk/waiting.ts'
import { actionContext, addPlatforms, allRows, auditTrail, news, opened, p1g, p2 } from '../../support/app/actions.ts'
import { START } from '../../support/clock.ts'
import { onEachDatabase, openShared } from '../../support/database.ts'
import { dieEverywhere } from '../../support/dying.ts'
import { LEE, type Person, ROSA } from '../../support/people.ts'
import { accepted, refused } from '../../support/result.ts'

const PLAN = { ...DEFAULT_PLAN, fourEyes: ['P1G', 'P2'] as const }
const PROGRAM = { name: 'token/monitoring', role: 'agent' } as const

const by = (db: Db, person: Person = ROSA, now = START): ActionContext => ({
  ...actionContext(db, person, now),
  plan: PLAN,
})
const clock = (db: Db, now: number) => by(db, { name: 'clock', role: 'admin' }, now)
const update = (id: string, body = 'We found the cause.') => ({ do: 'update', id, command: news(body) }) as const
const bodies = async (db: Db) =>
  (await db.selectFrom('updates').select('body').orderBy('sequence').execute()).map(({ body }) => body)
const did = async (db: Db, action: string) => (await auditTrail(db)).filter((one) => one.action === action)

onEachDatabase('a text of a priority that four eyes are to see', (fresh, freshFile) => {
  async function waiting(db: Db) {
    await addPlatforms(db, 'trunks')
    const id = await opened(by(db, LEE), p2())
    const draft = accepted(await submit(by(db), update(id)))
    expect(draft.waits).toBe(true)
    return { id, draft: draft.id }
  }

  test('waits, and is published as its author’s by somebody else', async () => {
    const { db } = await fresh()
    const { id, draft } = await waiting(db)
    expect(await bodies(db)).toHaveLength(1)
    expect(await findReadyText(db, PLAN, draft)).toMatchObject({
      ...{ state: 'waiting', title: 'One-way audio', author: { name: 'Rosa' }, object: { id } },
      ...{ dueAt: START + 2 * HOUR, goesAt: START + 2 * HOUR - 5 * MINUTE },
    })
    expect(refused(await publishDraft(by(db), draft)).code).toBe('own_draft')
    accepted(await publishDraft(by(db, LEE, START + MINUTE), draft))
    const [last] = await db.selectFrom('updates').selectAll().orderBy('sequence', 'desc').limit(1).execute()
    expect(last).toMatchObject({ author: 'Rosa', body: 'We found the cause.', created_at: START + MINUTE })
    expect(await did(db, 'draft.publish')).toMatchObject([{ actor: 'Lee', detail: { author: 'Rosa', draft } }])
    expect(refused(await publishDraft(by(db, LEE), draft)).kind).toBe('not_found')
    expect(await readReadyTexts(db, PLAN)).toEqual([])
  })

  test('goes out on its author’s word five minutes before it is due, with nobody there', async () => {
    const { db } = await fresh()
    const { draft } = await waiting(db)
    expect(await releaseWaiting(clock(db, START + 2 * HOUR - 5 * MINUTE - 1))).toBe(0)
    expect(await releaseWaiting(clock(db, START + 2 * HOUR - 5 * MINUTE))).toBe(1)
    expect(await releaseWaiting(clock(db, START + 2 * HOUR))).toBe(0)
    expect(await bodies(db)).toEqual([expect.any(String), 'We found the cause.'])
    const marked = { actor: 'clock', detail: { why: 'hour', draft, author: 'Rosa' } }
    expect(await did(db, 'draft.own_word')).toMatchObject([marked])
    expect((await db.selectFrom('submissions').selectAll().execute()).length).toBe(0)
  })

  test('goes out once from several instances at the same hour', async () => {
    const { db, location } = await freshFile()
    await waiting(db)
    const other = openShared(location)
    const at = START + 2 * HOUR
    const out = await Promise.all([db, other, db, other].map((one) => releaseWaiting(clock(one, at))))
    await other.destroy()
    expect(out.reduce((all, one) => all + one, 0)).toBe(1)
    expect(await bodies(db)).toHaveLength(2)
    expect(await did(db, 'draft.return')).toEqual([])
  })

  test('goes out whole or not at all, wherever the process dies, and once when it is back', async () => {
    const { db } = await fresh()
    await waiting(db)
    const at = START + 2 * HOUR - MINUTE
    const look = async () => [await allRows(db), await db.selectFrom('submissions').selectAll().execute()]
    expect(await dieEverywhere(db, async (to) => void (await releaseWaiting(clock(to, at))), look)).toBeGreaterThan(10)
    expect(await bodies(db)).toHaveLength(2)
    expect(await releaseWaiting(clock(db, at))).toBe(0)
    expect(await did(db, 'draft.own_word')).toHaveLength(1)
  })

  test('is not held against the hour: what has no time goes out at once, and that is marked', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const id = await opened(by(db, LEE), p2())
    const late = START + 2 * HOUR - 5 * MINUTE
    expect(accepted(await submit(by(db, ROSA, late), update(id))).waits).toBe(false)
    expect(await did(db, 'draft.own_word')).toMatchObject([{ actor: 'Rosa', detail: { why: 'no_time' } }])
    const case_ = p1g({ openedAt: START - 10 * MINUTE })
    expect(accepted(await submit(by(db), { do: 'open', command: case_ })).waits).toBe(false)
  })

  test('that opens an incident waits until five minutes before its first response is due, counted from its writing', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const made = accepted(await submit(by(db), { do: 'open', command: p1g() }))
    expect(await findReadyText(db, PLAN, made.id)).toMatchObject({
      ...{ kind: 'open', object: null, dueAt: START + 15 * MINUTE, goesAt: START + 10 * MINUTE },
    })
    expect(await releaseWaiting(clock(db, START + 10 * MINUTE))).toBe(1)
    const [incident] = await db.selectFrom('incidents').selectAll().execute()
    expect(incident).toMatchObject({ priority: 'P1G', opened_at: START, response_due_at: START + 15 * MINUTE })
  })

  test('follows its promise where that moves', async () => {
    const { db } = await fresh()
    const { id, draft } = await waiting(db)
    const sooner = { priority: 'P1G', reason: 'More customers.', notify: true } as const
    accepted(await changeIncident(by(db, LEE, START + MINUTE), id, sooner))
    const moved = await findReadyText(db, PLAN, draft)
    expect(moved?.goesAt).toBe((moved?.dueAt ?? 0) - 5 * MINUTE)
    expect(moved?.dueAt).toBeLessThan(START + 2 * HOUR)
    expect(await releaseWaiting(clock(db, moved?.goesAt ?? 0))).toBe(1)
  })

  test('never goes over newer news: it is returned, and nobody can publish it', async () => {
    const { db } = await fresh()
    const { id, draft } = await waiting(db)
    accepted(await postUpdate(by(db, LEE, START + HOUR), id, news('It works again for most.')))
    expect(refused(await publishDraft(by(db, LEE, START + HOUR), draft)).code).toBe('posted_meanwhile')
    expect(await releaseWaiting(clock(db, START + HOUR))).toBe(0)
    expect(await findReadyText(db, PLAN, draft)).toMatchObject({
      ...{
        state: 'returned',
        overtakenBy: 2,
        returned: { by: 'clock', reason: expect.stringContaining('was posted') },
      },
    })
    expect(await releaseWaiting(clock(db, START + DAY))).toBe(0)
    expect(await bodies(db)).not.toContain('We found the cause.')
  })

  test('is returned with a reason, and waits anew once its author has changed it', async () => {
    const { db } = await fresh()
    const { id, draft } = await waiting(db)
    expect(refused(await returnDraft(by(db), draft, { reason: 'No.' })).code).toBe('own_draft')
    accepted(await returnDraft(by(db, LEE, START + MINUTE), draft, { reason: 'Which cause?' }))
    expect(refused(await publishDraft(by(db, LEE), draft)).code).toBe('draft_returned')
    expect(await releaseWaiting(clock(db, START + DAY))).toBe(0)
    const again = accepted(await submit(by(db, ROSA, START + 2 * MINUTE), update(id, 'A fibre was cut.')))
    expect(again).toEqual({ id: draft, waits: true })
    const seen = START
    expect(refused(await publishDraft(by(db, LEE), draft, seen)).code).toBe('draft_newer')
    accepted(await publishDraft(by(db, LEE, START + HOUR), draft, START + 2 * MINUTE))
    expect((await bodies(db)).at(-1)).toBe('A fibre was cut.')
  })

  test('that cannot go out at its hour is returned with the reason', async () => {
    const { db } = await fresh()
    const { id } = await waiting(db)
    const soon = { ...update(id), command: news('Soon.', { nextUpdateBy: START + HOUR }) }
    const { id: draft } = accepted(await submit(by(db), soon))
    expect(await releaseWaiting(clock(db, START + 2 * HOUR - 5 * MINUTE))).toBe(0)
    const back = await findReadyText(db, PLAN, draft)
    expect(back?.returned).toMatchObject({ by: 'clock', reason: expect.stringContaining('could not go out') })
    expect(await bodies(db)).toHaveLength(1)
  })

  test('is refused at once where it could not be posted, and nothing waits', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const id = await opened(by(db, LEE), p2())
    const wrong = { ...update(id), command: news('x', { platforms: [{ id: 'telex', impact: 'major_outage' }] }) }
    expect(refused(await submit(by(db), wrong)).kind).toBe('invalid')
    expect(await readReadyTexts(db, PLAN)).toEqual([])
  })

  test('does not wait of a program, of an exercise, or of another priority', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    expect(accepted(await submit(by(db, PROGRAM), { do: 'open', command: p2() })).waits).toBe(false)
    expect(accepted(await submit(by(db), { do: 'open', command: p2({ drill: true }) })).waits).toBe(false)
    expect(accepted(await submit(by(db), { do: 'open', command: p2({ priority: 'P3' }) })).waits).toBe(false)
    const strict = { ...by(db, PROGRAM), plan: { ...PLAN, fourEyesForTokens: true } }
    expect(accepted(await submit(strict, { do: 'open', command: p2() })).waits).toBe(true)
  })

  test('is forgotten once it is discarded, and kept by the clean-up for as long as it waits', async () => {
    const { db } = await fresh()
    const { id, draft } = await waiting(db)
    await tidy(db, START + 60 * DAY)
    expect(await findReadyText(db, PLAN, draft)).not.toBeNull()
    const of = { id: draft, kind: 'update', object: { type: 'incident', id } } as const
    accepted(await discardDraft(by(db), of))
    expect(await db.selectFrom('submissions').selectAll().execute()).toEqual([])
    expect(await releaseWaiting(clock(db, START + DAY))).toBe(0)
  })
})

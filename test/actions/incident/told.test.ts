import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { noteContact } from '../../../server/actions/incident/note-contact.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { reopenIncident } from '../../../server/actions/incident/reopen-incident.ts'
import type { Notice } from '../../../server/domain/incident/notice.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { actionContext, addPlatforms, news, notices, opened, p1g, p2 } from '../../support/app/actions.ts'
import { START_OF_WINDOW, tick, withProgrammes } from '../../support/app/maintenance.ts'
import { hours, instant, minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { LEE, type Person, ROSA } from '../../support/people.ts'
import { accepted, refused } from '../../support/result.ts'

const WHY = 'A third organisation has called.'

onEachDatabase('what followers are told', (fresh) => {
  async function freshWithPlatforms(): Promise<Db> {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    return db
  }
  const later = (db: Db, minute: number, person: Person = ROSA) => actionContext(db, person, START + minutes(minute))
  const last = async (db: Db): Promise<Notice | undefined> => (await notices(db)).at(-1)
  /** What subscribers were told, and not only the page. */
  const told = async (db: Db) => {
    const rows = await db.selectFrom('events').select('notice').where('notify', '=', 1).orderBy('id').execute()
    return rows.map(({ notice }) => JSON.parse(notice ?? '') as Notice)
  }

  test('names a platform with its own state, which another incident may keep down', async () => {
    const db = await freshWithPlatforms()
    await opened(actionContext(db), p1g({ platforms: [{ id: 'trunks', impact: 'major_outage' }] }))
    const id = await opened(actionContext(db), p2())
    expect((await last(db))?.platforms).toMatchObject([{ impact: 'partial_outage', state: 'major_outage' }])
    accepted(await postUpdate(later(db, 5), id, news('Over.', { phase: 'resolved' })))
    expect((await last(db))?.platforms).toEqual([
      { id: 'trunks', name: 'TRUNKS', impact: 'operational', state: 'major_outage' },
    ])
  })

  test('and which maintenance may keep down, but no drill', async () => {
    const { db } = await fresh()
    await withProgrammes(db)
    await opened(actionContext(db), p1g({ drill: true, platforms: [{ id: 'portal', impact: 'major_outage' }] }))
    await tick(db, START_OF_WINDOW)
    const now = START_OF_WINDOW + minutes(5)
    const platforms = ['portal', 'trunks'].map((id) => ({ id, impact: 'operational' as const }))
    await opened(actionContext(db, ROSA, now), p2({ platforms }))
    expect((await last(db))?.platforms.map(({ id, state }) => [id, state])).toEqual([
      ['portal', 'operational'],
      ['trunks', 'under_maintenance'],
    ])
  })

  test('of a duplicate is where its master stands, and by when that says more', async () => {
    const db = await freshWithPlatforms()
    const master = await opened(actionContext(db), p1g())
    const id = await opened(actionContext(db), p2())
    accepted(await postUpdate(later(db, 5), id, news('The same.', { duplicateOf: master })))
    expect(await last(db)).toMatchObject({
      about: 'duplicate',
      platforms: [{ id: 'trunks', state: 'partial_outage' }],
      master: {
        id: master,
        priority: 'P1G',
        phase: 'investigating',
        caseStatus: 'in_progress',
        dueAt: START + hours(1),
      },
    })
  })

  test('of a P1G that is none any more has no reason that was given for something else', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p1g())
    const withdraw = { priority: 'P2', reason: 'One organisation is left.' } as const
    accepted(await postUpdate(later(db, 5), id, news('A card is replaced.', { reason: 'Two have called again.' })))
    accepted(await changeIncident(later(db, 10, LEE), id, withdraw))
    expect(await last(db)).toMatchObject({ about: 'withdrawn', reason: null })
    const other = await opened(later(db, 15), p1g())
    const etr = START + hours(5)
    accepted(await postUpdate(later(db, 20), other, news('A card comes.', { etr, reason: 'It is on its way.' })))
    accepted(await changeIncident(later(db, 25, LEE), other, withdraw))
    expect(await last(db)).toMatchObject({ about: 'withdrawn', etr, reason: 'It is on its way.' })
  })

  test('is that a case became a P1G or is none any more, with the promise as it is then', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p2())
    const before = (await told(db)).length
    accepted(await changeIncident(later(db, 5, LEE), id, { priority: 'P1', reason: WHY }))
    expect((await told(db)).length).toBe(before)
    accepted(await changeIncident(later(db, 9, LEE), id, { priority: 'P1G', reason: WHY }))
    expect((await told(db)).at(-1)).toMatchObject({
      ...{
        about: 'designated',
        priority: 'P1G',
        body: '',
        sequence: 2,
        at: START + minutes(9),
        dueAt: START + hours(1),
      },
      saidLast: { body: expect.stringMatching(/./), translations: {} },
    })
    accepted(
      await changeIncident(later(db, 20, LEE), id, {
        priority: 'P3',
        reason: 'One user.',
        confirmed: true,
        notify: true,
      }),
    )
    expect((await told(db)).at(-1)).toMatchObject({
      ...{ about: 'withdrawn', priority: 'P3', dueAt: START + hours(1) },
      saidLast: { at: START, body: expect.stringMatching(/./), translations: {} },
    })
    expect((await told(db)).length).toBe(before + 2)
  })

  test('is no such change where it is not to be told, or of a drill', async () => {
    const db = await freshWithPlatforms()
    const quiet = await opened(actionContext(db), p2())
    const drill = await opened(actionContext(db), p2({ drill: true }))
    const before = (await told(db)).length
    accepted(await changeIncident(later(db, 5, LEE), quiet, { priority: 'P1G', reason: WHY, notify: false }))
    accepted(await changeIncident(later(db, 5, LEE), drill, { priority: 'P1G', reason: WHY }))
    expect((await told(db)).length).toBe(before)
  })

  test('is also that what is over is no P1G any more', async () => {
    const db = await freshWithPlatforms()
    const over = await opened(actionContext(db), p1g({ update: { body: 'It was short.', phase: 'resolved' } }))
    accepted(await changeIncident(later(db, 5, LEE), over, { priority: 'P2', reason: 'One organisation.' }))
    expect(await last(db)).toMatchObject({ about: 'withdrawn', phase: 'resolved', resolvedAt: START, dueAt: null })
  })

  test('of a closed case is until when it can be reopened, and of done work until when to confirm it', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p1g())
    const platforms = [{ id: 'trunks', impact: 'operational' as const }]
    accepted(await postUpdate(later(db, 5), id, news('Done.', { caseStatus: 'resolved_follow_up', platforms })))
    const answerBy = instant('2026-11-12T15:05:00Z')
    expect((await last(db))?.case).toMatchObject({ headline: { status: 'resolved_follow_up', again: false }, answerBy })
    accepted(await postUpdate(later(db, 50), id, news('Please tell us.')))
    expect((await last(db))?.case).toMatchObject({ headline: { status: 'resolved_follow_up', again: true }, answerBy })
    accepted(await postUpdate(later(db, 60), id, news('Over.', { phase: 'resolved' })))
    expect((await last(db))?.case?.reopenUntil).toBe(START + hours(1) + 7 * DAY)
    accepted(
      await reopenIncident(
        later(db, 90),
        id,
        news('Back.', { platforms: [{ id: 'trunks', impact: 'partial_outage' }] }),
      ),
    )
    expect((await last(db))?.case).toMatchObject({ headline: { status: 'customer_reopened' }, reopenUntil: null })
  })

  test('a case is closed without an answer only when the customers had two business days, or somebody confirms it', async () => {
    const db = await freshWithPlatforms()
    const id = await opened(actionContext(db), p2())
    accepted(await noteContact(later(db, 1), id, { what: 'asked' }))
    const silent = news('Nobody answered.', { caseStatus: 'closed_no_response' })
    expect(refused(await postUpdate(later(db, 60), id, silent))).toMatchObject({
      kind: 'conflict',
      code: 'confirmation_needed',
    })
    expect(await db.selectFrom('updates').selectAll().execute()).toHaveLength(1)
    const due = instant('2026-11-12T15:01:00Z')
    expect(refused(await postUpdate(actionContext(db, ROSA, due - 1), id, silent)).code).toBe('confirmation_needed')
    accepted(await postUpdate(actionContext(db, ROSA, due), id, silent))
    const hasty = await opened(actionContext(db), p2())
    accepted(await postUpdate(later(db, 60), hasty, { ...silent, confirmed: true }))
  })
})

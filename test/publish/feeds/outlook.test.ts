import { expect, test } from 'vitest'
import { loadIncident } from '../../../db/incident/incidents.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { publishPostmortem } from '../../../server/actions/incident/publish-postmortem.ts'
import { actionContext, addPlatforms, news, opened, p2 } from '../../support/app/actions.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { LEE, ROSA } from '../../support/people.ts'
import { EVERYTHING, feed, strictly } from '../../support/publish/feed-reader.ts'
import { accepted } from '../../support/result.ts'

onEachDatabase('what feeds say is to come', (fresh) => {
  test('a promise that is broken moves "updated" of the newest item, once, and not its id', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const id = await opened(actionContext(db, ROSA, START), p2())
    const due = START + hours(2)
    const scopes = [
      EVERYTHING,
      { about: 'updates' },
      { about: 'incident', id },
      { about: 'platform', id: 'trunks' },
      { about: 'platform updates', id: 'trunks' },
    ] as const
    for (const scope of scopes) {
      const rss = async (now: number) => strictly(await feed(db, scope, 'rss', now)).rss.channel.item
      const [before, after] = [await rss(due), await rss(due + 1)]
      expect(before.description).toContain('Next update by')
      expect(after.description).toContain('Update overdue since Tue 10 Nov 2026, 10:00 MST')
      expect(after.description).not.toContain('Next update by')
      expect(after).toMatchObject({ guid: before.guid, pubDate: before.pubDate })
      expect([before, after].map((item) => Date.parse(item['atom:updated']))).toEqual([START, due])
      expect(await feed(db, scope, 'rss', due + hours(3))).toBe(await feed(db, scope, 'rss', due + 1))
      const atom = strictly(await feed(db, scope, 'atom', due + 1)).feed
      expect([atom.updated, atom.entry.updated].map(Date.parse)).toEqual([due, due])
    }
  })

  test('tell what delays the next update, and why: an estimate, a hold, the pace of a vendor', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const [late, held] = [START + hours(30), START + hours(50)]
    const post = async (vendor: string | undefined, request: object, reason = 'Parts <are> on their way.') => {
      const id = await opened(actionContext(db, ROSA, START), p2({ vendor }))
      accepted(await postUpdate(actionContext(db, ROSA, START + 1), id, news('Waiting.', { reason, ...request })))
    }
    await post(undefined, { etr: late })
    await post(undefined, { holdUntil: held })
    await post('Zoom', { nextUpdateBy: late })
    for (const scope of [EVERYTHING, { about: 'updates' }] as const) {
      const told = (await feed(db, scope, 'json')) as string
      const items = JSON.parse(told).items.map((item: { content_html: string }) => item.content_html)
      const outlook = items
        .filter((html: string) => html.includes('Waiting.'))
        .map((html: string) => html.split('Waiting.</p>')[1]?.split('<p><small>')[0])
      const why = '<p>Why: Parts &lt;are&gt; on their way.</p><p>Platforms: TRUNKS</p>'
      expect(outlook.toSorted()).toEqual(
        [
          `<p>Next update by Wed 11 Nov 2026, 14:00 MST</p><p>Estimated time to resolution: Wed 11 Nov 2026, 14:00 MST</p>${why}`,
          `<p>Next update by Thu 12 Nov 2026, 10:00 MST</p><p>On hold until Thu 12 Nov 2026, 10:00 MST</p>${why}`,
          `<p>Next update by Wed 11 Nov 2026, 14:00 MST</p><p>Updates follow those of the vendor: Zoom</p>${why}`,
        ].toSorted(),
      )
    }
  })

  test('what was said of a hold stays with what was said, in the words of that time', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const id = await opened(actionContext(db, ROSA, START), p2())
    const hold = { holdUntil: START + hours(50), reason: 'A part is on its way.' }
    accepted(await postUpdate(actionContext(db, ROSA, START + 1), id, news('Waiting.', hold)))
    accepted(await postUpdate(actionContext(db, ROSA, START + 2), id, news('The part is here.')))
    const held = '<p>On hold until Thu 12 Nov 2026, 10:00 MST</p><p>Why: A part is on its way.</p>'
    const whole = (await feed(db, EVERYTHING, 'json')) as string
    const { content_html: html } = JSON.parse(whole).items[0]
    expect(html.split('Waiting.</p>')[1]).toMatch(new RegExp(`^\\s*${held}<p><small>`))
    for (const scope of [EVERYTHING, { about: 'updates' }] as const)
      expect(await feed(db, scope, 'json')).not.toContain('Nothing can be done until a stated time')
  })

  test('every update: the newest of a case says what its customers can do, and until when', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const id = await opened(actionContext(db, ROSA, START), p2())
    const bodies = async (hour: number, request: object) => {
      accepted(await postUpdate(actionContext(db, ROSA, START + hours(hour)), id, news('Done.', request)))
      const told = JSON.parse(await feed(db, { about: 'updates' }, 'json', START + hours(hour))).items
      return told.map((item: { content_html: string }) => item.content_html) as string[]
    }
    const asked = await bodies(1, { caseStatus: 'resolved_follow_up' })
    expect(asked[0]).toContain('Without an answer the case may be closed from Thu 12 Nov 2026, 09:00 MST on.')
    const [closed, ...before] = await bodies(2, { phase: 'resolved' })
    expect(closed).toContain('Until Tue 17 Nov 2026, 10:00 MST we reopen the case')
    expect(before.join()).not.toContain('Without an answer the case may be closed')
    const other = await opened(actionContext(db, ROSA, START), p2())
    const silent = news('Bye.', { caseStatus: 'closed_no_response', confirmed: true })
    accepted(
      await postUpdate(actionContext(db, ROSA, START + 1), other, news('Well?', { caseStatus: 'resolved_follow_up' })),
    )
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(4)), other, silent))
    expect(await feed(db, { about: 'updates' }, 'json')).toContain('please open a new case')
  })

  test('a promise that was broken stays so, and "updated" never goes back when the next update comes', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const id = await opened(actionContext(db, ROSA, START), p2())
    const as = (hour: number) => actionContext(db, ROSA, START + hours(hour))
    const first = async (hour: number) =>
      JSON.parse(await feed(db, { about: 'updates' }, 'json', START + hours(hour))).items.at(-1)
    const broken = await first(2.5)
    expect(Date.parse(broken.date_modified)).toBe(START + hours(2))
    accepted(await postUpdate(as(3), id, news('At last.', { etr: START + hours(4) })))
    const after = await first(3)
    expect(after.content_html).toContain('<p>The next update was due by Tue 10 Nov 2026, 10:00 MST</p>')
    expect(after.content_html).not.toMatch(/Next update by|overdue/)
    expect(after.date_modified).toBe(broken.date_modified)
    accepted(await changeIncident(actionContext(db, LEE, START + hours(3.5)), id, { priority: 'P1G', reason: 'All.' }))
    // The estimate passed while its becoming a P1G was the newest.
    const turn = async (hour: number) =>
      JSON.parse(await feed(db, { about: 'updates' }, 'json', START + hours(hour))).items.find(
        ({ title }: { title: string }) => title.startsWith('Now a master case'),
      )
    const passed = await turn(4.2)
    expect(Date.parse(passed.date_modified)).toBe(START + hours(4))
    accepted(await postUpdate(as(4.3), id, news('More.', { phase: 'monitoring' })))
    expect((await turn(4.3)).date_modified).toBe(passed.date_modified)
  })

  test('no item but the newest names a time for the next update, however a change of priority moved it', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const id = await opened(actionContext(db, ROSA, START), p2())
    const dueAt = async () => (await loadIncident(db, id))?.nextUpdateDueAt ?? 0
    const before = await dueAt()
    accepted(await changeIncident(actionContext(db, LEE, START + minutes(10)), id, { priority: 'P1G', reason: 'All.' }))
    const moved = await dueAt()
    expect(moved).toBeLessThan(before)
    const htmls = async (now: number): Promise<string[]> =>
      JSON.parse(await feed(db, { about: 'updates' }, 'json', now)).items.map(
        (item: { content_html: string }) => item.content_html,
      )
    const [turn, first] = await htmls(START + minutes(20))
    expect(turn).toContain('Next update by')
    expect(first).not.toContain('Next update by')
    const late = moved + minutes(1)
    accepted(await postUpdate(actionContext(db, ROSA, late), id, news('More.')))
    const [newest, ...older] = await htmls(late)
    expect(newest).toContain('Next update by')
    expect(older.join()).not.toContain('Next update by')
    expect(older[0]).toContain('The next update was due by')
    expect(older[1]).not.toContain('update was due')
  })

  test('a report that came late leaves what promised it as changed as it was', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const id = await opened(actionContext(db, ROSA, START), p2())
    accepted(await postUpdate(actionContext(db, ROSA, START + 1), id, news('Over.', { phase: 'resolved' })))
    const due = START + hours(5)
    await db
      .updateTable('updates')
      .set({ report_due_at: due })
      .where('incident_id', '=', id)
      .where('sequence', '=', 2)
      .execute()
    const resolved = async (now: number) =>
      JSON.parse(await feed(db, { about: 'updates' }, 'json', now)).items.find(({ title }: { title: string }) =>
        title.startsWith('Resolved'),
      )
    expect(Date.parse((await resolved(due + 1)).date_modified)).toBe(due)
    accepted(await publishPostmortem(actionContext(db, LEE, due + hours(1)), id, { body: 'A fibre.', notify: true }))
    const after = await resolved(due + hours(1))
    expect(Date.parse(after.date_modified)).toBe(due)
    expect(after.content_html).not.toContain('Report on the cause')
  })
})

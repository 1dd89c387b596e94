import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { cancelMaintenance } from '../../../server/actions/maintenance/cancel-maintenance.ts'
import { changeMaintenance } from '../../../server/actions/maintenance/change-maintenance.ts'
import { postMaintenanceUpdate } from '../../../server/actions/maintenance/post-maintenance-update.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { makeCalendar } from '../../../server/publish/calendars/calendars.ts'
import { createSnapshot } from '../../../server/publish/facts/snapshot.ts'
import { UptimeCache } from '../../../server/publish/facts/uptime-cache.ts'
import { WIRE_DOCUMENTS } from '../../../server/publish/statuspage/documents.ts'
import { actionContext } from '../../support/app/actions.ts'
import {
  END_OF_WINDOW,
  NOVEMBER,
  START_OF_WINDOW,
  say,
  scheduled,
  tick,
  WEEK_BEFORE,
  withProgrammes,
} from '../../support/app/maintenance.ts'
import { hours, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ROSA } from '../../support/people.ts'
import { EVERYTHING, feed } from '../../support/publish/feed-reader.ts'
import { SITE } from '../../support/publish/site.ts'
import { accepted } from '../../support/result.ts'

const PLANNED = 'Fri 20 Nov 2026, 22:00 MST to Sat 21 Nov 2026, 04:00 MST'
const MOVED = 'Sat 21 Nov 2026, 22:00 MST to Sun 22 Nov 2026, 04:00 MST'

onEachDatabase('maintenance in feeds and calendars', (fresh) => {
  /** The November window, told a week ahead. */
  async function announced(): Promise<Db> {
    const db = await withProgrammes((await fresh()).db)
    await tick(db, WEEK_BEFORE)
    return db
  }
  const moveByADay = async (db: Db) =>
    accepted(
      await changeMaintenance(actionContext(db, ROSA, WEEK_BEFORE + hours(1)), NOVEMBER, {
        ...{ startsAt: START_OF_WINDOW + DAY, endsAt: END_OF_WINDOW + DAY, acceptConflicts: false },
        note: 'A part is late.',
      }),
    )
  const entries = async (db: Db, now = WEEK_BEFORE + hours(2)) => {
    const snapshot = createSnapshot(db, SITE, DEFAULT_PLAN, now, await UptimeCache.read(db, now))
    const calendar = new ICAL.Component(ICAL.parse((await makeCalendar(snapshot, { about: 'everything' })) ?? ''))
    return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
  }
  const scopes = [EVERYTHING, { about: 'updates' }, { about: 'platform', id: 'fax' }] as const
  const newest = async (db: Db, scope: (typeof scopes)[number]) =>
    JSON.parse(await feed(db, scope, 'json', WEEK_BEFORE + hours(2))).items[0].content_html as string

  test('names the platforms and the reason in every item', async () => {
    const db = await announced()
    for (const scope of scopes) {
      expect(await newest(db, scope)).toContain(PLANNED)
      expect(await newest(db, scope)).toContain(
        '<p>Platforms: TRUNKS and FAX</p><p>Reason for the work: Regular updates keep',
      )
    }
  })

  test('tells in every item when, on what, what and why, beside a note by hand', async () => {
    const db = await announced()
    const note = 'Not needed this time.'
    accepted(await cancelMaintenance(actionContext(db, ROSA, WEEK_BEFORE + hours(1)), NOVEMBER, { note, notify: true }))
    for (const scope of scopes)
      expect(await newest(db, scope)).toContain(
        `${note}</p><p>It was planned for: ${PLANNED}</p><p>Platforms: TRUNKS and FAX</p>` +
          '<p>What was planned: Updates and security fixes are installed on our platforms.</p><p>Reason for the work: Regular',
      )
    const entry = (await entries(db)).find(({ uid }) => uid.startsWith(NOVEMBER))
    expect(entry?.description).toMatch(/^Not needed this time\.\n\nUpdates and[\s\S]+Reason for the work: Regular/)
  })

  test('tells when it takes place also once it has begun, and when it was told afterwards', async () => {
    const db = await announced()
    await tick(db, START_OF_WINDOW)
    const html = async (now: number) =>
      JSON.parse(await feed(db, { about: 'updates' }, 'json', now)).items[0].content_html as string
    expect(await html(START_OF_WINDOW)).toContain(
      `The maintenance has begun.</p><p>When: ${PLANNED}</p><p>Platforms: TRUNKS and FAX</p><p>What is done: Updates`,
    )
    const [startsAt, endsAt] = [START - hours(5), START - hours(4)]
    await scheduled(db, { startsAt, endsAt, platforms: ['fax'], reason: 'Fire.' })
    const items = JSON.parse(await feed(db, EVERYTHING, 'json', START_OF_WINDOW)).items
    const late = items.find(({ title }: { title: string }) => title === 'New session border controller')
    expect(late.content_html).toContain('It took place: Tue 10 Nov 2026, 03:00 to 04:00 MST</p><p>This was told only')
    expect(late.content_html).toContain('<p>Reason for the work: Fire.</p>')
    expect((await entries(db)).map(({ description }) => description).join()).toContain('This was told only after')
  })

  test('says in its calendar entry that it takes longer, as of a new revision, and that its end was planned', async () => {
    const db = await announced()
    const entry = async (now: number) => {
      await tick(db, now)
      return (await entries(db, now)).find(({ uid }) => uid.startsWith(NOVEMBER))
    }
    const [running, late] = [await entry(START_OF_WINDOW), await entry(END_OF_WINDOW + hours(1))]
    expect(running?.description).not.toContain('takes longer')
    expect(late?.description).toMatch(
      new RegExp(`^The maintenance takes longer than planned. [^\\n]+\\n\\nIt was planned for: ${PLANNED}\\n`),
    )
    expect(late?.sequence).toBeGreaterThan(running?.sequence ?? 0)
    const changed = (one: typeof late) => String(one?.component.getFirstPropertyValue('last-modified'))
    expect(changed(late) > changed(running)).toBe(true)
  })

  test('tells when it was planned beside when it took place, where it ended at another time', async () => {
    const db = await announced()
    await tick(db, START_OF_WINDOW)
    const now = END_OF_WINDOW - hours(1)
    accepted(await postMaintenanceUpdate(actionContext(db, ROSA, now), NOVEMBER, say('Done.', 'completed')))
    const { items } = JSON.parse(await feed(db, { about: 'updates' }, 'json', now))
    const real = PLANNED.replace('04:00', '03:00')
    expect(items[0].content_html).toContain(
      `Done.</p><p>It took place: ${real}</p><p>It was planned for: ${PLANNED}</p><p>Platforms:`,
    )
    const entry = (await entries(db, now)).find(({ uid }) => uid.startsWith(NOVEMBER))
    expect(entry?.description).toMatch(new RegExp(`^It was planned for: ${PLANNED}\\n`))
    const onTime = await announced()
    await tick(onTime, START_OF_WINDOW)
    const done = say('Done.', 'completed')
    accepted(await postMaintenanceUpdate(actionContext(onTime, ROSA, END_OF_WINDOW), NOVEMBER, done))
    expect(await feed(onTime, { about: 'updates' }, 'json', END_OF_WINDOW)).not.toContain('It was planned for')
  })

  test('tells clients of Statuspage why, when it was to be, and that it was told afterwards, where nobody wrote a text', async () => {
    const db = await announced()
    const moved = { startsAt: START_OF_WINDOW + DAY, endsAt: END_OF_WINDOW + DAY, acceptConflicts: false }
    accepted(await changeMaintenance(actionContext(db, ROSA, WEEK_BEFORE + hours(1)), NOVEMBER, moved))
    const past = { startsAt: START - hours(5), endsAt: START - hours(4), platforms: ['fax'], reason: 'Fire.' }
    const late = await scheduled(db, past)
    const now = WEEK_BEFORE + hours(2)
    const snapshot = createSnapshot(db, SITE, DEFAULT_PLAN, now, await UptimeCache.read(db, now))
    const made = await WIRE_DOCUMENTS['/api/v2/scheduled-maintenances.json']?.(snapshot)
    const { scheduled_maintenances: all } = JSON.parse(JSON.stringify(made))
    const bodies = (id: string): string[] =>
      all.find((one: { id: string }) => one.id === id).incident_updates.map((update: { body: string }) => update.body)
    const [newest] = bodies(NOVEMBER)
    expect(newest).toContain(`moved to another time.\n\nNow: ${MOVED}\n\nPreviously: ${PLANNED}\n\nUpdates and`)
    for (const body of bodies(NOVEMBER)) expect(body).toContain('\n\nReason for the work: Regular')
    expect(bodies(late)[0]).toContain('This was told only after it had begun')
  })

  test('tells clients of Statuspage the same below a text that staff wrote of a move, an announcement or an end', async () => {
    const db = await announced()
    await moveByADay(db)
    const bodies = async (now: number): Promise<string[]> => {
      const snapshot = createSnapshot(db, SITE, DEFAULT_PLAN, now, await UptimeCache.read(db, now))
      const made = await WIRE_DOCUMENTS['/api/v2/scheduled-maintenances.json']?.(snapshot)
      const { scheduled_maintenances: all } = JSON.parse(JSON.stringify(made))
      const window = all.find(({ id }: { id: string }) => id === NOVEMBER)
      return window.incident_updates.map(({ body }: { body: string }) => body)
    }
    const why = 'Reason for the work: Regular updates keep the service secure and reliable.'
    const [moved] = await bodies(WEEK_BEFORE + hours(2))
    expect(moved).toBe(
      `A part is late.\n\nNow: ${MOVED}\n\nPreviously: ${PLANNED}\n\nUpdates and security fixes are installed on our platforms.\n\n${why}`,
    )
    const begun = START_OF_WINDOW + DAY
    await tick(db, begun)
    accepted(await postMaintenanceUpdate(actionContext(db, ROSA, begun + 1), NOVEMBER, say('Half of it is done.')))
    accepted(await postMaintenanceUpdate(actionContext(db, ROSA, begun + 2), NOVEMBER, say('Done.', 'completed')))
    expect((await bodies(begun + 2)).slice(0, 2)).toEqual([`Done.\n\n${why}`, 'Half of it is done.'])
  })

  test('shows beside the new time of a window that was moved the one that it had', async () => {
    const db = await announced()
    await moveByADay(db)
    for (const scope of scopes)
      expect(await newest(db, scope)).toContain(
        `Now: ${MOVED}</p>\n<p>Previously: ${PLANNED}</p>\n<p>A part is late.</p>`,
      )
    const texts = (await entries(db)).map(
      ({ uid, description }) => [uid, /^Previously: .*/.exec(description)?.[0]] as const,
    )
    expect(texts.filter(([, before]) => before)).toEqual([[`${NOVEMBER}@status.example.com`, `Previously: ${PLANNED}`]])
  })
})

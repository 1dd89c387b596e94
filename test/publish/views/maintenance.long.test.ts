import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { cancelMaintenance } from '../../../server/actions/maintenance/cancel-maintenance.ts'
import { changeMaintenance } from '../../../server/actions/maintenance/change-maintenance.ts'
import { postMaintenanceUpdate } from '../../../server/actions/maintenance/post-maintenance-update.ts'
import { changePlatform } from '../../../server/actions/platform/change-platform.ts'
import { changeProgramme } from '../../../server/actions/programme/change-programme.ts'
import { actionContext } from '../../support/app/actions.ts'
import {
  END_OF_WINDOW,
  NOVEMBER,
  RELEASE,
  START_OF_WINDOW,
  scheduled,
  tick,
  WEEK_BEFORE,
  withProgrammes,
} from '../../support/app/maintenance.ts'
import { hours, instant, manualClock, minutes } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ADA, ROSA } from '../../support/people.ts'
import { closeTestPublishers, type TestPublisher, testPublisher } from '../../support/publish/publisher.ts'
import { accepted } from '../../support/result.ts'
import { words } from '../../support/site/words.ts'

const DECEMBER = 'monthly-2026-12-18'

// biome-ignore lint/suspicious/noExplicitAny: a client reads whatever it finds.
function json(site: TestPublisher, name: string): any {
  return JSON.parse(site.file(name) ?? 'null')
}

function uids(site: TestPublisher, name: string): string[] {
  const calendar = new ICAL.Component(ICAL.parse(site.file(name) ?? ''))
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event).uid.replace(/@.*/, ''))
}

onEachDatabase('publishing maintenance', (fresh) => {
  closeTestPublishers()

  async function published(): Promise<{ db: Db; site: TestPublisher; at(now: number): Promise<void> }> {
    const { db } = await fresh()
    await withProgrammes(db)
    const clock = manualClock()
    const site = await testPublisher(db, { clock })
    await site.publisher.settled()
    /** The clock runs, and all of it is published. */
    const at = async (now: number) => {
      clock.set(now)
      await tick(db, now)
      await site.publisher.publish()
      await site.publisher.tick(now)
      await site.publisher.settled()
    }
    return { db, site, at }
  }

  test('shows twelve months before anybody did anything, each window on a page of its own', async () => {
    const { site } = await published()
    const list = words(site.file('maintenance/index.html'))
    expect(list).toContain('No maintenance is running.')
    expect(list).toContain('Fri 20 Nov 2026, 22:00 →to Sat 04:00 MST')
    expect(list).toContain('Fri 15 Oct 2027, 22:00')
    expect(words(site.file(`maintenance/${NOVEMBER}/index.html`))).toContain('7 days beforeFri 13 Nov 2026, 22:00 MST')
    expect(site.file('maintenance/monthly-2027-10-15/index.html')).not.toBeNull()
    expect(words(site.file('maintenance/2027-03/index.html'))).toContain('Maintenance in March 2027')
    expect(words(site.file('index.html'))).toContain('Monthly maintenance')
    expect(words(site.file('index.html'))).not.toContain('Skype for Business certificate')
    expect(words(site.file('platforms/portal/index.html'))).toContain('Connect release')
    expect(words(site.file('platforms/portal/index.html'))).not.toContain('Monthly maintenance')
  })

  test('has calendars of everything, of a platform and of a programme, and its dates for other portals', async () => {
    const { site } = await published()
    const all = uids(site, 'calendar.ics')
    expect(all).toContain(NOVEMBER)
    expect(all).toContain(RELEASE)
    expect(uids(site, 'platforms/portal/calendar.ics')).toContain(RELEASE)
    expect(uids(site, 'platforms/portal/calendar.ics')).not.toContain(NOVEMBER)
    expect(uids(site, 'programmes/monthly/calendar.ics')).toHaveLength(12)
    const { programme, occurrences } = json(site, 'programmes/monthly.json')
    expect(programme).toMatchObject({ id: 'monthly', wallStart: '22:00', zone: 'America/Denver' })
    expect(programme.platforms).toEqual([
      { id: 'trunks', name: 'TRUNKS' },
      { id: 'fax', name: 'FAX' },
    ])
    expect(occurrences[0]).toMatchObject({ id: NOVEMBER, startsAt: '2026-11-21T05:00:00Z', state: 'planned' })
    expect(json(site, 'programmes/monthly/calendar.json')).toEqual(json(site, 'programmes/monthly.json'))
    const { headers } = await site.ask('/calendar.ics')
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8')
  })

  test('a window with impact shows on its platforms while it runs, one without does not', async () => {
    const { db, site, at } = await published()
    await at(START_OF_WINDOW)
    expect(words(site.file('maintenance/index.html'))).toContain('In progress')
    expect(words(site.file('platforms/trunks/index.html'))).toContain('Under maintenance')
    expect(words(site.file('index.html'))).toContain('TRUNKS and FAX under maintenance')
    expect(json(site, 'now.json').overall).toEqual({ indicator: 'maintenance', key: 'maintenance' })
    const components = json(site, 'api/v2/components.json').components
    const status = (id: string) => components.find((component: { id: string }) => component.id === id).status
    expect([status('trunks'), status('fax'), status('portal')]).toEqual([
      'under_maintenance',
      'under_maintenance',
      'operational',
    ])
    accepted(
      await postMaintenanceUpdate(actionContext(db, ROSA, END_OF_WINDOW), NOVEMBER, {
        state: 'completed',
        body: 'All is well.',
        notify: true,
      }),
    )
    await at(END_OF_WINDOW)
    expect(words(site.file('index.html'))).toContain('All 3 platforms work')
    expect(words(site.file('platforms/trunks/index.html'))).toContain('100% uptime')
    expect(words(site.file('history/2026-11/index.html'))).toContain('Monthly maintenance')
    expect(words(site.file('history/2026-11/index.html'))).not.toContain('certificate')
    await at(instant('2026-12-04T07:10:00Z'))
    expect(words(site.file('maintenance/index.html'))).toContain('Skype for Business certificate')
    expect(words(site.file('index.html'))).toContain('All 3 platforms work')
  })

  test('a window that overruns says so, though nobody posted', async () => {
    const { site, at } = await published()
    await at(START_OF_WINDOW)
    await at(END_OF_WINDOW - minutes(1))
    const pages = ['index.html', 'maintenance/index.html', 'platforms/trunks/index.html']
    const own = `maintenance/${NOVEMBER}/index.html`
    for (const page of pages) expect(words(site.file(page))).not.toContain('takes longer than planned')
    await at(END_OF_WINDOW + minutes(6))
    for (const page of pages) expect(words(site.file(page))).toContain('In progress · takes longer than planned')
    expect(words(site.file(own))).toContain('This takes longer than planned; we will say here when it is over.')
    expect(words(site.file(own))).toMatch(/When it ends.*· late/)
  })

  test('a window that is moved shows its new time, and what was told, everywhere', async () => {
    const { db, site, at } = await published()
    await at(WEEK_BEFORE)
    expect(words(site.file(`maintenance/${NOVEMBER}/index.html`))).toContain('sent on time')
    const startsAt = instant('2026-12-05T05:00:00Z')
    const moved = { startsAt, endsAt: startsAt + hours(6), notify: true, acceptConflicts: true }
    accepted(await changeMaintenance(actionContext(db, ROSA, WEEK_BEFORE + hours(1)), NOVEMBER, moved))
    await at(WEEK_BEFORE + hours(1))
    const page = words(site.file(`maintenance/${NOVEMBER}/index.html`))
    expect(page).toContain('Previously: Fri 20 Nov 2026, 22:00 →to Sat 04:00 MST')
    expect(page).toContain('Now: Fri 4 Dec 2026, 22:00 →to Sat 04:00 MST')
    expect(words(site.file('maintenance/2026-11/index.html'))).not.toContain('Monthly maintenance')
    expect(words(site.file('maintenance/2026-12/index.html'))).toContain('Fri 4 Dec 2026, 22:00')
    expect(site.file('calendar.ics')).toContain('DTSTART:20261205T050000Z')
    expect(site.file('history.rss')).toContain('Fri 4 Dec 2026, 22:00 MST to Sat 5 Dec 2026, 04:00 MST')
  })

  test('a window that is called off stays visible as such', async () => {
    const { db, site, at } = await published()
    accepted(await cancelMaintenance(actionContext(db), NOVEMBER, { note: 'The vendor is late.', notify: true }))
    await at(WEEK_BEFORE)
    expect(words(site.file(`maintenance/${NOVEMBER}/index.html`))).toContain('The vendor is late.')
    expect(words(site.file('maintenance/index.html'))).toContain('Cancelled')
    expect(words(site.file('index.html'))).not.toContain('20 Nov')
    expect(site.file('calendar.ics')).toContain('STATUS:CANCELLED')
    const wire = json(site, 'api/v2/scheduled-maintenances.json').scheduled_maintenances
    expect(wire.map(({ id }: { id: string }) => id)).not.toContain(NOVEMBER)
  })

  test('is told in the words of Statuspage, through all its states', async () => {
    const { db, site, at } = await published()
    const id = await scheduled(db)
    await at(WEEK_BEFORE)
    const list = (name: string) => json(site, `api/v2/${name}.json`).scheduled_maintenances
    const one = (name: string) => list(name).find((entry: { id: string }) => entry.id === id)
    expect(one('scheduled-maintenances/upcoming')).toMatchObject({
      name: 'New session border controller',
      status: 'scheduled',
      impact: 'maintenance',
      scheduled_for: '2026-11-24T06:30:00.000Z',
      scheduled_until: '2026-11-24T08:00:00.000Z',
      shortlink: `https://status.example.com/maintenance/${id}/`,
    })
    expect(one('summary').components[0]).toMatchObject({ id: 'trunks', status: 'operational' })
    expect(
      list('scheduled-maintenances/upcoming').every(
        (e: { incident_updates: unknown[] }) => e.incident_updates.length > 0,
      ),
    ).toBe(true)
    await at(instant('2026-11-24T06:30:00Z'))
    expect(one('scheduled-maintenances/active')).toMatchObject({ status: 'in_progress' })
    expect(one('scheduled-maintenances/upcoming')).toBeUndefined()
    const after = instant('2026-11-24T07:30:00Z')
    accepted(
      await postMaintenanceUpdate(actionContext(db, ROSA, after), id, {
        state: 'verifying',
        body: 'Testing.',
        notify: false,
      }),
    )
    await at(after)
    expect(one('scheduled-maintenances/active')).toMatchObject({ status: 'verifying' })
    accepted(
      await postMaintenanceUpdate(actionContext(db, ROSA, after + 1), id, {
        state: 'completed',
        body: 'Done.',
        notify: true,
      }),
    )
    await at(after + 1)
    expect(one('scheduled-maintenances')).toMatchObject({ status: 'completed', resolved_at: expect.any(String) })
    expect(one('summary')).toBeUndefined()
    const [first] = one('scheduled-maintenances').incident_updates
    expect([first.status, first.body]).toEqual(['completed', expect.stringMatching(/^Done\.\n\nReason/)])
    expect(site.file('history.atom')).toContain('<strong>Completed</strong> - Done.')
    expect(site.file('platforms/fax/history.atom')).not.toContain('Done.')
  })

  test('every day a new one comes into sight at the far end', async () => {
    const { site, at } = await published()
    expect(site.file('maintenance/skype-certificate-2027-11-12/index.html')).toBeNull()
    expect(uids(site, 'calendar.ics')).not.toContain('skype-certificate-2027-11-12')
    await at(instant('2026-11-12T08:00:00Z'))
    expect(site.file('maintenance/skype-certificate-2027-11-12/index.html')).not.toBeNull()
    expect(uids(site, 'calendar.ics')).toContain('skype-certificate-2027-11-12')
  })

  test('a changed programme takes its old dates off the page', async () => {
    const { db, site, at } = await published()
    accepted(
      await changeProgramme(actionContext(db, ADA), 'monthly', {
        rule: 'FREQ=MONTHLY;BYDAY=2SA',
        anchor: '2026-12-12',
      }),
    )
    await at(WEEK_BEFORE)
    expect(site.file(`maintenance/${DECEMBER}/index.html`)).toBeNull()
    expect(site.file('maintenance/monthly-2026-12-12/index.html')).not.toBeNull()
    expect(words(site.file('maintenance/2026-12/index.html'))).toContain('Sat 12 Dec 2026, 22:00')
  })

  test('a renamed platform has its new name in every window', async () => {
    const { db, site, at } = await published()
    accepted(await changePlatform(actionContext(db, ADA), 'trunks', { name: 'SIP trunking' }))
    await at(WEEK_BEFORE - hours(1))
    for (const name of [`maintenance/${DECEMBER}/index.html`, 'calendar.ics', 'programmes/monthly.json']) {
      // Calendars fold their lines.
      const text = site.file(name)?.replaceAll('\r\n ', '')
      expect(text, name).toContain('SIP trunking')
      expect(text, name).not.toContain('TRUNKS')
    }
  })
})

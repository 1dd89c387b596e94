import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { openIncident } from '../../../server/actions/incident/open-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { publishPostmortem } from '../../../server/actions/incident/publish-postmortem.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { actionContext, addPlatforms, news, opened, p1g, p2 } from '../../support/app/actions.ts'
import { END_OF_WINDOW, NOVEMBER, tick, WEEK_BEFORE, withProgrammes } from '../../support/app/maintenance.ts'
import { REPORTING_PLAN } from '../../support/app/plans.ts'
import { hours, instant, minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { LEE, ROSA } from '../../support/people.ts'
import { publishedSite } from '../../support/publish/published.ts'
import { closeTestPublishers } from '../../support/publish/publisher.ts'
import { accepted } from '../../support/result.ts'
import { words } from '../../support/site/words.ts'

onEachDatabase('publishing promises', (fresh) => {
  closeTestPublishers()

  const published = async (plan = DEFAULT_PLAN) => publishedSite((await fresh()).db, plan)
  const later = (db: Db, minute: number) => actionContext(db, ROSA, START + minutes(minute))

  test('notices of maintenance that were not in time name their window, and lead there', async () => {
    const { db, site, at, page } = await published()
    await db.deleteFrom('platforms').execute()
    await withProgrammes(db)
    await tick(db, WEEK_BEFORE + hours(50))
    await at(WEEK_BEFORE + hours(51))
    expect(page('promises/')).toMatch(
      /1 went out late\..*Monthly maintenance ?: notice late, due by Fri 13 Nov 2026, 22:00/,
    )
    expect(site.file('promises/index.html')).toContain(`href="/maintenance/${NOVEMBER}/"`)
    // Its start fell into an hour when nobody told it.
    await tick(db, END_OF_WINDOW + hours(1))
    await at(END_OF_WINDOW + hours(2))
    expect(page('promises/')).toMatch(/2 were not sent in time\./)
    expect(page('promises/')).toMatch(/Monthly maintenance ?: notice not sent in time, due by Fri 20 Nov 2026, 22:00/)
  })

  test('an empty ledger says that nothing was promised', async () => {
    const { site, page } = await published()
    await site.publisher.settled()
    expect(page('promises/')).toContain('Nothing has been promised since Tue 10 Nov 2026')
  })

  test('what was kept and what was late is told of the month, of the incident, and on its own page', async () => {
    const { db, at, page } = await published()
    const id = await opened(actionContext(db), p1g({ openedAt: START - minutes(10) }))
    accepted(await postUpdate(later(db, 50), id, news('Still failing.')))
    accepted(await postUpdate(later(db, 117), id, news('Found.')))
    await at(START + minutes(118))
    const ledger = page('promises/')
    expect(ledger).toContain('2 of 3 promises kept in time')
    expect(ledger).toContain('1 was kept late, at worst 7 min late')
    expect(ledger).toContain('1 is not due yet')
    expect(ledger).toContain('Longest silence between two updates: 1 h 7 min')
    expect(ledger).toContain('First response in time: 1 of 1, the slowest after 10 min')
    expect(ledger).toMatch(/November 2026 3 2 1 7 min 1 h 7 min 1 of 1 10 min/)
    expect(ledger).toContain('Calls failing')
    expect(page(`incidents/${id}/`)).toContain('2 of 3 promises kept in time · at worst 7 min late')
  })

  test('a promise that passes by is overdue on the ledger, though nobody posted', async () => {
    const { db, at, page } = await published()
    await opened(actionContext(db), p1g())
    await at(START + minutes(59))
    expect(page('promises/')).not.toContain('overdue now')
    await at(START + minutes(61))
    expect(page('promises/')).toContain(
      '1 is overdue now Calls failing : Update overdue since 09:00 MST Opened Tue 10 Nov 2026, 08:00 MST · NL-1 · TRUNKS',
    )
    expect(page('promises/')).not.toMatch(/kept late|at worst .* late/)
  })

  test('a promise that passes by is overdue in the feeds, though nobody posted', async () => {
    const { db, site, at } = await published()
    const id = await opened(actionContext(db), p1g())
    const feeds = ['history.rss', 'feed.json', 'platforms/trunks/history.atom', `incidents/${id}/history.rss`]
    await at(START + minutes(59))
    for (const name of feeds) expect(site.file(name)).toContain('Next update by Tue 10 Nov 2026, 09:00 MST')
    await at(START + minutes(61))
    for (const name of feeds) expect(site.file(name)).toContain('Update overdue since Tue 10 Nov 2026, 09:00 MST')
  })

  test('a case tells how it stands, and until when it is on hold', async () => {
    const { db, at, page } = await published()
    const id = await opened(actionContext(db), p2())
    await at(START)
    expect(page(`incidents/${id}/`)).toContain('Case In progress')
    const holdUntil = START + hours(5)
    accepted(await postUpdate(later(db, 5), id, news('Waiting.', { holdUntil, reason: 'Parts are on their way.' })))
    await at(START + minutes(5))
    for (const name of ['', `incidents/${id}/`]) {
      expect(page(name)).toContain('On hold until 13:00 MST')
      expect(page(name)).toContain('Why: Parts are on their way.')
    }
    expect(page(`incidents/${id}/`)).toContain('Case On hold')
  })

  test('a duplicate leads to its master, which names it', async () => {
    const { db, site, at, page } = await published()
    const master = await opened(actionContext(db), p1g())
    const twin = await opened(actionContext(db), p2({ title: 'Silent calls' }))
    await at(START)
    accepted(await postUpdate(later(db, 5), twin, news('One and the same.', { duplicateOf: master })))
    await at(START + minutes(5))
    const stub = site.file(`incidents/${twin}/index.html`)
    expect(stub).toContain(`<meta http-equiv="refresh" content="0; url=/incidents/${master}/">`)
    expect(stub).toContain(`<link rel="canonical" href="https://status.example.com/incidents/${master}/">`)
    expect(words(stub, ' ')).toContain('This incident goes on in: Calls failing')
    expect(page(`incidents/${master}/`)).toContain('Also reported as')
    expect(page(`incidents/${master}/`)).toContain('Silent calls')
  })

  test('a duplicate that is merged is in the timeline of its master, with what it brought along', async () => {
    const { db, site, at, page } = await published()
    await addPlatforms(db, 'fax')
    const master = await opened(actionContext(db), p1g())
    const fax = { title: 'Faxes fail', platforms: [{ id: 'fax', impact: 'partial_outage' as const }] }
    const twin = await opened(actionContext(db), p2(fax))
    accepted(await postUpdate(later(db, 17), twin, news('One and the same.', { duplicateOf: master })))
    await at(START + minutes(17))
    expect(page(`incidents/${master}/`)).toMatch(
      /Another report of the same problem Tue 10 Nov 2026, 08:17 MST Reported as “ ?Faxes fail ?” FAX ?: Partial outage/,
    )
    expect(page(`incidents/${master}/`)).toMatch(/Faxes fail Opened .* Merged into this one Tue 10 Nov 2026, 08:17 MST/)
    for (const name of ['history.rss', 'updates.json', `incidents/${master}/history.atom`])
      expect(site.file(name)).toMatch(/Another report of the same problem.*FAX: Partial outage/s)
    accepted(await postUpdate(later(db, 30), master, news('All is well.', { phase: 'resolved' })))
    await at(START + minutes(30))
    expect(page(`incidents/${master}/`)).toMatch(/which is over .*FAX ?: Partial outage → Operational.*Another report/)
  })

  test('what ends an incident says that its platforms work again, also told afterwards', async () => {
    const { db, at, page } = await published()
    const silent = await opened(actionContext(db), p2())
    const unanswered = news('No answer.', { caseStatus: 'closed_no_response', confirmed: true })
    accepted(await postUpdate(later(db, 9), silent, unanswered))
    const told = await opened(later(db, 9), p2({ openedAt: START, resolvedAt: START + minutes(5) }))
    await at(START + minutes(9))
    for (const id of [silent, told])
      expect(page(`incidents/${id}/`)).toMatch(/Effect of this incident, which is over TRUNKS ?: .* → Operational/)
  })

  test('a duplicate of the same title says when its master was opened', async () => {
    const { db, site, at } = await published()
    const master = await opened(later(db, 1), p1g())
    const twin = await opened(later(db, 2), p2({ title: 'Calls failing' }))
    accepted(await postUpdate(later(db, 5), twin, news('One and the same.', { duplicateOf: master })))
    await at(START + minutes(5))
    const stub = words(site.file(`incidents/${twin}/index.html`), ' ')
    expect(stub).toMatch(/This incident goes on in: Calls failing, opened \w{3} 10 Nov 2026, \d\d:01 M?/)
  })

  test('incidents that belong together name each other', async () => {
    const { db, at, page } = await published()
    const first = await opened(actionContext(db), p2({ title: 'The first time' }))
    await at(START)
    const again = accepted(await openIncident(later(db, 9), p2({ title: 'Once more', relatedTo: first }))).id
    await at(START + minutes(9))
    expect(page(`incidents/${first}/`)).toContain('Related incidents Once more')
    expect(page(`incidents/${again}/`)).toContain('Related incidents The first time')
  })

  test('a report is promised by its time, shown when it is there, and overdue in public while it is not', async () => {
    const { db, site, at, page } = await published()
    const reporting = (now: number) => ({ ...actionContext(db, LEE, now), plan: REPORTING_PLAN })
    const [told, silent] = [
      await opened(actionContext(db), p1g()),
      await opened(actionContext(db), p1g({ title: 'Fax down' })),
    ]
    for (const id of [told, silent])
      accepted(await postUpdate(reporting(START + minutes(30)), id, news('Over.', { phase: 'resolved' })))
    await at(START + minutes(30))
    expect(page(`incidents/${told}/`)).toContain('Report on the cause by Tue 17 Nov 2026, 08:30 MST')
    const feeds = ['history.rss', 'updates.json', 'platforms/trunks/history.atom', `incidents/${silent}/history.rss`]
    for (const name of feeds) expect(site.file(name)).toContain('Report on the cause by Tue 17 Nov 2026, 08:30 MST')
    const report = { body: 'A fibre was **cut**.', notify: true }
    accepted(await publishPostmortem(reporting(START + DAY), told, report))
    await at(START + DAY)
    expect(page(`incidents/${told}/`)).toContain(
      'Report on the cause Published Wed 11 Nov 2026, 08:00 MST A fibre was cut .',
    )
    expect(page('promises/')).toContain('1 is not due yet')
    await at(START + 8 * DAY)
    const OVERDUE = 'Report on the cause overdue since Tue 17 Nov 2026, 08:30 MST'
    expect(page(`incidents/${silent}/`)).toContain(OVERDUE)
    expect(page(`incidents/${silent}/`)).toContain('2 of 3 promises kept in time')
    expect(page('promises/')).toContain(`1 is overdue now Fax down : ${OVERDUE}`)
    for (const name of feeds) expect(site.file(name)).toContain(OVERDUE)
    accepted(await publishPostmortem(reporting(START + 9 * DAY), silent, report))
    await at(START + 9 * DAY)
    for (const name of [`incidents/${silent}/index.html`, 'promises/index.html', ...feeds])
      expect(site.file(name)).not.toContain('overdue since')
    expect(page(`incidents/${silent}/`)).toContain(
      'Report on the cause by Tue 17 Nov 2026, 08:30 MST · 1 day 23 h late',
    )
  })

  test('where no report is promised, nothing says that one is', async () => {
    const { db, at, page } = await published()
    const id = await opened(actionContext(db), p1g())
    accepted(await postUpdate(later(db, 30), id, news('Over.', { phase: 'resolved' })))
    await at(START + 8 * DAY)
    for (const name of [`incidents/${id}/`, 'promises/', 'support/'])
      expect(page(name)).not.toMatch(/report on (the|its) cause/i)
  })

  test('the support page opens and closes with the desks, on the minute', async () => {
    const ways = [{ name: null, contact: 'https://support.northline.example/' }]
    const channels = DEFAULT_PLAN.support.channels.map((channel) => ({ ...channel, ways }))
    const places = DEFAULT_PLAN.support.places.map((place) => ({ ...place, ways }))
    const { at, page } = await published({ ...DEFAULT_PLAN, support: { ...DEFAULT_PLAN.support, channels, places } })
    await at(START)
    expect(page('support/')).toContain('Chat Open now until Wed 11 Nov 2026, 00:00 MST')
    expect(page('support/')).toContain('Mon–Fri 05:00–24:00')
    expect(page('support/')).toContain('within 15 min every hour')
    await at(instant('2026-11-11T07:00:00Z') - 1)
    expect(page('support/')).toContain('Chat Open now')
    await at(instant('2026-11-11T07:00:00Z'))
    expect(page('support/')).toContain('Chat Closed now opens 05:00 MST')
    await at(instant('2026-11-11T12:00:00Z'))
    expect(page('support/')).toContain('Chat Open now')
    expect(page('support/')).toContain(
      'Requests for changes (moves, additions, changes, deletions) Closed now opens 07:00 MST',
    )
    await at(instant('2026-11-11T12:00:00Z') + hours(2))
    expect(page('support/')).toContain('Open now until 19:00 MST')
  })
})

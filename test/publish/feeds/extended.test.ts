import { expect, test } from 'vitest'
import { changeMaintenance } from '../../../server/actions/maintenance/change-maintenance.ts'
import { postMaintenanceUpdate } from '../../../server/actions/maintenance/post-maintenance-update.ts'
import { actionContext } from '../../support/app/actions.ts'
import { say, scheduled, tick, told } from '../../support/app/maintenance.ts'
import { hours, START } from '../../support/clock.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { ROSA } from '../../support/people.ts'
import { publishedSite } from '../../support/publish/published.ts'
import { closeTestPublishers } from '../../support/publish/publisher.ts'
import { accepted } from '../../support/result.ts'

closeTestPublishers()

/** Moved before it began to 11:00–12:00, then twice given a later end, and over at 14:00. */
async function extendedTwice() {
  const { db, at, ...rest } = await publishedSite((await sqliteInMemory()).db)
  const short = { shortNotice: { class: 'urgent', reason: 'A part.' }, reason: 'A part.' } as const
  const id = await scheduled(db, { startsAt: START + hours(2), endsAt: START + hours(3), ...short })
  const change = async (now: number, times: { startsAt?: number; endsAt: number }) => {
    await tick(db, now)
    accepted(await changeMaintenance(actionContext(db, ROSA, now), id, { ...times, acceptConflicts: true }))
  }
  await change(START + hours(1), { startsAt: START + hours(3), endsAt: START + hours(4) })
  await change(START + hours(3.5), { endsAt: START + hours(5) })
  await change(START + hours(4.5), { endsAt: START + hours(6) })
  await at(START + hours(4.5))
  const running = rest.page(`maintenance/${id}/`)
  accepted(await postMaintenanceUpdate(actionContext(db, ROSA, START + hours(6)), id, say('Done.', 'completed')))
  await at(START + hours(6))
  return { id, db, running, ...rest }
}

test('a window that was given a later end while it ran is planned for what was told before, and extended, wherever it is told', async () => {
  const { id, db, site, page, running } = await extendedTwice()
  const facts = /Planned Tue 10 Nov 2026, (\S+) → to (\S+) \S+ Planned length 1 h Extended to Tue 10 Nov 2026, (\S+)/
  const [, from, until, end] = facts.exec(running) ?? []
  expect([from, until, end]).toEqual(['11:00', '12:00', '14:00'])
  // Its end is the one that it was given: only the plan tells that it was not so.
  expect(page(`maintenance/${id}/`)).toMatch(facts)
  expect(page('reports/2026-11/')).toMatch(/11:00 → to 12:00 MST Extended to: Tue 10 Nov 2026, 14:00/)
  const planned = 'It was planned for: Tue 10 Nov 2026, 11:00 to 12:00 MST'
  expect(site.file('updates.rss')).toContain(planned)
  expect(site.file('updates.rss')).toContain('Extended to: Tue 10 Nov 2026, 14:00 MST')
  expect(String(site.file('calendar.ics')).replace(/\r\n /g, '')).toContain(
    `${planned.replaceAll(',', '\\,')}\\n\\nExtended to: Tue`,
  )
  expect((await told(db)).at(-1)).toMatchObject({
    ...{ news: 'completed', endsAt: START + hours(6) },
    planned: { startsAt: START + hours(3), endsAt: START + hours(4) },
  })
})

test('the headlines of a feed say of a window what its page and mails do', async () => {
  const { id, site, page } = await extendedTwice()
  const titles = [...String(site.file('updates.rss')).matchAll(/<title>(?:<!\[CDATA\[)?(\S+): New session/g)].map(
    ([, word]) => word,
  )
  expect(titles).toEqual(['Completed', 'Extended', 'Extended', 'Started', 'Moved', 'Announced'])
  for (const word of titles) expect(page(`maintenance/${id}/`)).toContain(`${word} Tue 10 Nov`)
})

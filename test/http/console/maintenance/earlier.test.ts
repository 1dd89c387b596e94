import { expect, test } from 'vitest'
import { runMaintenanceClock } from '../../../../server/actions/maintenance/run-maintenance-clock.ts'
import type { DeskMaintenanceView } from '../../../../src/views.ts'
import { deskOf, NIGHT_WORK } from '../../../support/app/desk/maintenance.ts'
import { told } from '../../../support/app/maintenance.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { feed } from '../../../support/publish/feed-reader.ts'

onEachDatabase('a window that runs and gets an earlier end', (fresh) => {
  test('is told everywhere to end earlier, and nowhere to take longer; a later one takes longer', async () => {
    const { db } = await fresh()
    const desk = await deskOf(db)
    const { id } = await desk.plan(NIGHT_WORK)
    desk.app.clock.now = Date.parse('2026-11-22T07:00:00Z')
    await runMaintenanceClock(desk.app.ctx())
    for (const [endsAt, news, words, others] of [
      ['2026-11-22T00:30', 'shortened', /ends earlier/i, /takes longer|extended/i],
      ['2026-11-22T00:45', 'extended', /takes longer|extended/i, /ends earlier/i],
    ] as const) {
      const says = (text: string | undefined) => {
        expect(text).toMatch(words)
        expect(text).not.toMatch(others)
      }
      const { view } = await desk.act(id, 'extend', { endsAt, do: 'check' })
      const { mail, push } = (view as DeskMaintenanceView).forms.extend?.preview ?? {}
      for (const text of [mail?.subject, mail?.text, push?.body]) says(text)
      const done = await desk.get((await desk.act(id, 'extend', { endsAt })).location ?? '')
      expect((done.view as DeskMaintenanceView).done).toBe(news)
      const { now } = desk.app.clock
      const newest = JSON.parse(await feed(db, { about: 'updates' }, 'json', now)).items[0].content_html as string
      says(newest)
      desk.app.clock.now += 1000
    }
    expect((await told(db)).slice(2).map(({ news }) => news)).toEqual(['extended', 'extended'])
  })
})

import { expect, test } from 'vitest'
import type { ActionContext } from '../../server/actions/context.ts'
import { cancelMaintenance } from '../../server/actions/maintenance/cancel-maintenance.ts'
import { changeMaintenance } from '../../server/actions/maintenance/change-maintenance.ts'
import { createDefaultProgrammes } from '../../server/actions/programme/create-default-programmes.ts'
import { createChannels } from '../../server/channels/index.ts'
import { createDispatcher } from '../../server/dispatch/dispatcher.ts'
import { DEFAULT_PLAN } from '../../server/domain/plan/plan.ts'
import { HOUR, MINUTE } from '../../server/domain/vocabulary.ts'
import {
  END_OF_WINDOW,
  NOVEMBER,
  RELEASE,
  RELEASE_STARTS,
  START_OF_WINDOW,
  scheduled,
  tick,
  WEEK_BEFORE,
} from '../support/app/maintenance.ts'
import { instant } from '../support/clock.ts'
import { onEachDatabase, openShared } from '../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../support/dispatch/dispatcher.ts'
import { ADA, ALICE, BOB, CAROL } from '../support/people.ts'
import { accepted } from '../support/result.ts'

const MONTHLY = ['zoom-phone']

onEachDatabase('telling of maintenance', (fresh, freshFile) => {
  /** The support plan's programmes: the monthly one on `zoom-phone`, the releases on `teams`. */
  async function withProgrammes(dispatch: TestDispatcher): Promise<TestDispatcher> {
    const platforms = { monthly: MONTHLY, 'skype-certificate': ['teams'], 'connect-release': ['teams'] }
    accepted(await createDefaultProgrammes(ctx(dispatch), platforms))
    return dispatch
  }
  const open = async () => withProgrammes(await testDispatcher((await fresh()).db))
  const ctx = ({ db, clock }: TestDispatcher): ActionContext => ({ db, plan: DEFAULT_PLAN, actor: ADA, now: clock() })
  /** The clock strikes, and whoever is to hear of it is told. */
  async function at(dispatch: TestDispatcher, now: number): Promise<void> {
    dispatch.clock.set(now)
    await tick(dispatch.db, now)
    await dispatch.deliver()
  }

  test('each notice of a window reaches those who follow its platforms or everything, once', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    await dispatch.followByMail(BOB, { type: 'platform', id: 'zoom-phone' })
    await dispatch.followByMail(CAROL, { type: 'platform', id: 'teams' })
    await at(dispatch, WEEK_BEFORE)
    await at(dispatch, WEEK_BEFORE + HOUR)
    expect(dispatch.mail.accepted.map((mail) => mail.to).sort()).toEqual([ALICE, BOB])
    await at(dispatch, START_OF_WINDOW)
    await at(dispatch, START_OF_WINDOW + MINUTE)
    expect(dispatch.mail.to(BOB).map((mail) => mail.subject)).toEqual([
      '[Maintenance] Fri 20 Nov 22:00 MST: announced – Monthly maintenance',
      '[Maintenance] Fri 20 Nov 22:00 MST: started – Monthly maintenance',
    ])
    expect(dispatch.mail.to(BOB)[0]?.text).toContain('When: Fri 20 Nov 2026, 22:00 → Sat 04:00 MST')
    expect(dispatch.mail.to(CAROL)).toHaveLength(0)
    expect(await topics(dispatch)).toEqual([`maintenance:${NOVEMBER}`])
    expect(dispatch.log).toEqual([])
  })

  test('who wants incidents only hears nothing of it, and who wants maintenance only nothing of incidents', async () => {
    const dispatch = await open()
    const alice = await dispatch.followByMail(ALICE)
    const bob = await dispatch.followByMail(BOB, { type: 'platform', id: 'zoom-phone' })
    await dispatch.db.updateTable('subscriptions').set({ maintenance: 0 }).where('subscriber_id', '=', alice).execute()
    await dispatch.db.updateTable('subscriptions').set({ incidents: 0 }).where('subscriber_id', '=', bob).execute()
    await dispatch.post()
    await at(dispatch, WEEK_BEFORE)
    expect(dispatch.mail.to(ALICE).map((mail) => mail.subject)).toEqual([
      '[Incident] Investigating – Calls to Denver fail',
    ])
    expect(dispatch.mail.to(BOB).map((mail) => mail.subject)).toEqual([
      '[Maintenance] Fri 20 Nov 22:00 MST: announced – Monthly maintenance',
    ])
  })

  test('followers of a platform that was taken off a window hear that, and nothing after it', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE, { type: 'platform', id: 'zoom-phone' })
    await dispatch.followByMail(BOB, { type: 'platform', id: 'teams' })
    await at(dispatch, WEEK_BEFORE)
    accepted(await changeMaintenance(ctx(dispatch), NOVEMBER, { platforms: ['teams'], acceptConflicts: true }))
    await dispatch.deliver()
    expect(dispatch.mail.to(ALICE)).toHaveLength(2)
    expect(dispatch.mail.to(ALICE)[1]?.text).toContain('a platform that this maintenance no longer concerns')
    expect(dispatch.mail.to(BOB)).toHaveLength(1)
    expect(dispatch.mail.to(BOB)[0]?.text).toContain('because you follow Microsoft Teams.')
    const ofIt = () =>
      [ALICE, BOB].map((who) => dispatch.mail.to(who).filter((m) => m.subject.includes('Monthly')).length)
    await at(dispatch, START_OF_WINDOW)
    expect(ofIt()).toEqual([2, 2])
  })

  test('a window that is moved and called off is told with old and new times', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE, { type: 'all' }, { time_zone: 'America/New_York' })
    await at(dispatch, WEEK_BEFORE)
    const [startsAt, endsAt] = [instant('2026-11-22T05:00:00Z'), instant('2026-11-22T11:00:00Z')]
    accepted(
      await changeMaintenance(ctx(dispatch), NOVEMBER, {
        startsAt,
        endsAt,
        note: 'Parts are late.',
        acceptConflicts: true,
      }),
    )
    accepted(await cancelMaintenance(ctx(dispatch), NOVEMBER, {}))
    await dispatch.deliver()
    const [, moved, cancelled] = dispatch.mail.to(ALICE).map((mail) => mail.text)
    expect(moved).toContain(`Maintenance was moved
Previously: Sat 21 Nov 2026, 00:00 → 06:00 EST (Fri 20 Nov 2026, 22:00 → Sat 04:00 MST)
New time: Sun 22 Nov 2026, 00:00 → 06:00 EST (Sat 21 Nov 2026, 22:00 → Sun 04:00 MST)

Parts are late.`)
    expect(cancelled).toContain('Maintenance was cancelled\nIt was planned for: Sun 22 Nov 2026')
  })

  test('down while notices fell due: told once on return, and never of a start that is over', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    await at(dispatch, START_OF_WINDOW + HOUR)
    const mails = dispatch.mail.to(ALICE).filter((mail) => mail.subject.includes('Monthly'))
    expect(mails.map((mail) => mail.text.split('\n')[2])).toEqual(['Maintenance has started'])
    expect(mails[0]?.text).not.toMatch(/in a week|tomorrow|will /i)
    await at(dispatch, RELEASE_STARTS + 30 * 24 * HOUR)
    expect(dispatch.mail.to(ALICE).filter((mail) => mail.text.includes(RELEASE))).toEqual([])
  })

  test('what was done without notice is told afterwards, and says so', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    await scheduled(
      dispatch.db,
      {
        platforms: ['teams'],
        startsAt: dispatch.clock() - 2 * HOUR,
        endsAt: dispatch.clock() - HOUR,
        reason: 'A disk was failing.',
        shortNotice: { class: 'emergency', reason: 'It could not wait.' },
      },
      dispatch.clock(),
    )
    await dispatch.deliver()
    expect(dispatch.mail.to(ALICE)[0]?.text).toContain(`Maintenance is completed
It took place: Tue 10 Nov 2026, 06:00 → 07:00 MST
This was told only after it had begun: it was not announced beforehand.
Emergency, at short notice: It could not wait.`)
  })

  test('a browser shows the newest word on a window: what was not sent before is dropped', async () => {
    const dispatch = await open()
    const browser = dispatch.push.subscribe()
    await dispatch.followByPush(browser, { type: 'platform', id: 'zoom-phone' })
    dispatch.push.fault = () => ({ status: 503 })
    await at(dispatch, WEEK_BEFORE)
    const crashed = { state: 'sending', lease_token: 'of the dead', lease_until: dispatch.clock() } as const
    await dispatch.db.updateTable('deliveries').set(crashed).execute()
    dispatch.push.fault = () => undefined
    await at(dispatch, START_OF_WINDOW)
    expect(browser.messages()).toMatchObject([
      {
        notification: {
          title: 'Maintenance: Monthly maintenance',
          body: expect.stringMatching(/^Started · Fri 20 Nov/),
        },
      },
    ])
    expect((await dispatch.deliveries()).map(({ state, error }) => [state, error])).toEqual([
      ['superseded', 'a newer update was sent'],
      ['sent', null],
    ])
  })

  test('two clocks and two dispatchers on one database tell each notice once', async () => {
    const database = await freshFile()
    const dispatch = await withProgrammes(await testDispatcher(database.db))
    await dispatch.crowd(150, (index) => (index % 2 ? { type: 'all' } : { type: 'platform', id: 'zoom-phone' }))
    const others = [database.location, database.location].map((location) => {
      const db = openShared(location)
      const log = { info: () => {}, warn: () => {}, error: () => {} }
      const channels = createChannels(dispatch.config, dispatch.clock)
      return { db, telling: createDispatcher({ db, channels, clock: dispatch.clock, random: () => 0.5, log }) }
    })
    for (const now of [WEEK_BEFORE, START_OF_WINDOW, END_OF_WINDOW]) {
      dispatch.clock.set(now)
      await Promise.all(others.map(({ db }) => tick(db, now)))
      await Promise.all(others.map(({ telling }) => telling.runUntilIdle()))
    }
    for (const { db, telling } of others) {
      await telling.stop()
      await db.destroy()
    }
    const monthly = dispatch.mail.accepted.filter((mail) => mail.subject.includes('Monthly'))
    expect(monthly).toHaveLength(450)
    expect(new Set(monthly.map((mail) => mail.headers?.['Message-ID'])).size).toBe(450)
  })
})

async function topics({ db }: TestDispatcher): Promise<string[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select('topic')
    .distinct()
    .where('topic', 'like', '%monthly%')
    .execute()
  return rows.map(({ topic }) => topic)
}

import { expect, test } from 'vitest'
import type { ActionContext } from '../../../server/actions/context.ts'
import { cancelMaintenance } from '../../../server/actions/maintenance/cancel-maintenance.ts'
import { scheduleMaintenance } from '../../../server/actions/maintenance/schedule-maintenance.ts'
import { createDefaultProgrammes } from '../../../server/actions/programme/create-default-programmes.ts'
import { changeSubscription } from '../../../server/actions/subscription/change-subscription.ts'
import { sendDigests } from '../../../server/actions/subscription/mail/send-digests.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { NOVEMBER, tick, WEEK_BEFORE } from '../../support/app/maintenance.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { ADA, ALICE, BOB } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

const ctx = ({ db, clock }: TestDispatcher): ActionContext => ({ db, plan: DEFAULT_PLAN, actor: ADA, now: clock() })

async function at(dispatch: TestDispatcher, now: number): Promise<void> {
  dispatch.clock.set(now)
  await tick(dispatch.db, now)
  await dispatch.deliver()
}

onEachDatabase('news of planned work', (fresh) => {
  /** Alice follows everything and sleeps from an hour before the announcement to three hours after it. */
  async function asleep() {
    const dispatch = await testDispatcher((await fresh()).db)
    const platforms = { monthly: ['zoom-phone'], 'skype-certificate': ['teams'], 'connect-release': ['teams'] }
    accepted(await createDefaultProgrammes(ctx(dispatch), platforms))
    await dispatch.followByMail(ALICE)
    const { id } = await dispatch.db
      .selectFrom('subscribers')
      .select('id')
      .where('address', '=', ALICE)
      .executeTakeFirstOrThrow()
    const wall = (instant: number) => new Date(instant).toISOString().slice(11, 16)
    const quietHours = { from: wall(WEEK_BEFORE - HOUR), to: wall(WEEK_BEFORE + 3 * HOUR) }
    const change = async (more: object) => accepted(await changeSubscription(ctx(dispatch), id, more))
    await change({ timeZone: 'UTC', quietHours })
    const subjects = () => dispatch.mail.to(ALICE).map(({ subject }) => subject.replace(/.*: (\w+) – .*/, '$1'))
    return { dispatch, change, subjects }
  }

  test('waits for the end of quiet hours, and others are told at once', async () => {
    const { dispatch, subjects } = await asleep()
    await dispatch.followByMail(BOB)
    await at(dispatch, WEEK_BEFORE)
    await at(dispatch, WEEK_BEFORE + 3 * HOUR - MINUTE)
    expect([subjects(), dispatch.mail.to(BOB).length]).toEqual([[], 1])
    await at(dispatch, WEEK_BEFORE + 3 * HOUR)
    expect(subjects()).toEqual(['announced'])
  })

  test('that may not wait is told at once, after what waited', async () => {
    const { dispatch, subjects } = await asleep()
    await at(dispatch, WEEK_BEFORE)
    dispatch.clock.set(WEEK_BEFORE + HOUR)
    accepted(await cancelMaintenance(ctx(dispatch), NOVEMBER, { note: 'Not needed.' } as never))
    await dispatch.deliver()
    expect(subjects()).toEqual(['announced', 'cancelled'])
  })

  test.each([
    ['changed', { quietHours: { from: '01:00', to: '02:00' } }],
    ['removed', { quietHours: null }],
    ['in another zone', { timeZone: 'Asia/Tokyo' }],
  ])('goes out where quiet hours are %s', async (_, change) => {
    const s = await asleep()
    await at(s.dispatch, WEEK_BEFORE)
    expect(s.subjects()).toEqual([])
    await s.change({ locale: 'en' })
    await s.dispatch.deliver()
    expect(s.subjects()).toEqual([])
    await s.change(change)
    await s.dispatch.deliver()
    expect(s.subjects()).toEqual(['announced'])
  })

  test('comes as a weekly overview to those who chose it, once, and not where nothing is planned', async () => {
    const { dispatch, change } = await asleep()
    const week = async () => {
      const isAny = await sendDigests(ctx(dispatch))
      await dispatch.deliver()
      return isAny
    }
    await change({ digest: true, quietHours: null, timeZone: null })
    await at(dispatch, WEEK_BEFORE + HOUR)
    expect(await week()).toBe(false)
    const { digest_at: due } = await dispatch.db
      .selectFrom('subscribers')
      .select('digest_at')
      .where('address', '=', ALICE)
      .executeTakeFirstOrThrow()
    dispatch.clock.set(due ?? 0)
    expect(await week()).toBe(true)
    expect(await week()).toBe(false)
    const mails = dispatch.mail.to(ALICE).filter(({ subject }) => subject.includes('This week'))
    expect(mails).toHaveLength(1)
    expect(mails[0]?.text).toContain(
      'One piece of planned work that concerns what you follow starts in the coming days:',
    )
    expect(mails[0]?.text).toContain('- Monthly maintenance\n  Fri 20 Nov 2026, 22:00 → Sat 04:00 MST')
    expect(mails[0]?.text).toContain('/calendar.ics')
    expect(mails[0]?.headers).toMatchObject({ 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' })
    // What begins after the next overview is not of this week.
    const next = (due ?? 0) + 14 * DAY
    dispatch.clock.set(next - 7 * DAY - HOUR)
    const [startsAt, endsAt] = [next + 22 * HOUR, next + 23 * HOUR]
    const window = { title: 'Later', platforms: ['teams'], startsAt, endsAt, description: 'Works.', reason: 'Age.' }
    accepted(await scheduleMaintenance(ctx(dispatch), { ...window, impact: 'none', notify: true } as never))
    dispatch.clock.set(next - 7 * DAY)
    expect(await week()).toBe(false)
    // The server was down for a day and a half, and nothing was planned then.
    dispatch.clock.set(next + 50 * HOUR)
    expect(await week()).toBe(false)
    expect(dispatch.mail.to(ALICE).filter(({ subject }) => subject.includes('This week'))).toHaveLength(1)
  })
})

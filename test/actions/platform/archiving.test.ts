import { expect, test } from 'vitest'
import { changePlatform } from '../../../server/actions/platform/change-platform.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { ADA, ALICE, BOB } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

onEachDatabase('archiving a platform', (fresh) => {
  const archive = async ({ db, clock }: TestDispatcher, archived = true) =>
    accepted(await changePlatform({ db, plan: DEFAULT_PLAN, actor: ADA, now: clock() }, 'zoom-phone', { archived }))

  test('tells its followers, once each, and leaves whatever else they follow', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await dispatch.followByMail(ALICE, { type: 'platform', id: 'zoom-phone' })
    await dispatch.followByMail(BOB)
    const before = await dispatch.db.selectFrom('subscriptions').selectAll().execute()
    await archive(dispatch)
    await archive(dispatch)
    await dispatch.deliver()
    await dispatch.deliver()
    const [mail, ...more] = dispatch.mail.to(ALICE)
    expect(mail?.subject).toMatch(/ is no longer in use$/)
    // She follows nothing else, which the mail cannot know: it is true for both, and leads to the choice.
    expect(mail?.text).toMatch(
      /If you follow more than this, that stays as it is\. If not, you can follow something else\.\n\nChoose what you get: http/,
    )
    expect(mail?.html).toMatch(/something else\. <a href="[^"]+">Choose what you get<\/a>/)
    expect(mail?.text).toContain('You get this because you follow')
    expect(mail?.headers).toHaveProperty('List-Unsubscribe')
    expect(more).toEqual([])
    expect(dispatch.mail.to(BOB)).toEqual([])
    expect(await dispatch.db.selectFrom('subscriptions').selectAll().execute()).toEqual(before)
    expect(dispatch.log).toEqual([])
  })

  test('shows it to browsers as well', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await dispatch.followByPush(dispatch.push.subscribe(), { type: 'platform', id: 'zoom-phone' })
    await archive(dispatch)
    await dispatch.deliver()
    const rows = await dispatch.db.selectFrom('deliveries').select('state').execute()
    expect(rows).toEqual([{ state: 'sent' }])
    expect(dispatch.log).toEqual([])
  })
})

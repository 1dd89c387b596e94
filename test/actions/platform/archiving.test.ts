import { expect, test } from 'vitest'
import { countTellable } from '../../../db/subscription/reach.ts'
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
    // Since when, for whoever reads it later.
    expect(mail?.text).toMatch(/ is no longer in use\nSince \w{3} \d+ \w{3} \d{4}, \d\d:\d\d /)
    expect(mail?.html).toMatch(/Since \w{3} \d+ \w{3} \d{4}, /)
    // She follows nothing else, which the mail cannot know: it is true for both, and leads to the choice, once.
    expect(mail?.text).toContain('If you follow more than this, that stays as it is. If not, you can follow something')
    expect(mail?.text.split('Choose what you get: http')).toHaveLength(2)
    expect(mail?.html?.split('>Choose what you get</a>')).toHaveLength(2)
    expect(mail?.text).toContain('You get this because you follow')
    expect(mail?.headers).toHaveProperty('List-Unsubscribe')
    expect(more).toEqual([])
    expect(dispatch.mail.to(BOB)).toMatchObject([{ subject: mail?.subject }])
    expect(await dispatch.db.selectFrom('subscriptions').selectAll().execute()).toEqual(before)
    expect(dispatch.log).toEqual([])
  })

  test('tells whoever follows everything that all else comes as before', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await dispatch.followByMail(ALICE)
    await archive(dispatch)
    await dispatch.deliver()
    const [mail] = dispatch.mail.to(ALICE)
    expect(mail?.text).toContain('You follow everything: all other news comes as before.')
    expect(mail?.text).toContain('You get this because you follow everything on')
    expect(mail?.text).not.toContain('If not, you can follow something else')
  })

  test('tells nobody twice, and as many as the desk has said before', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    const own = { type: 'platform', id: 'zoom-phone' } as const
    const both = await dispatch.followByMail(ALICE, own)
    const first = await dispatch.db.selectFrom('subscriptions').selectAll().executeTakeFirstOrThrow()
    const all = { ...first, id: 'all', scope_type: 'all', scope_id: '' } as const
    await dispatch.db.insertInto('subscriptions').values(all).execute()
    await dispatch.followByMail(BOB, own)
    await dispatch.followByMail('all@customer.example')
    await dispatch.followByMail('other@customer.example', { type: 'platform', id: 'teams' })
    await dispatch.followByMail('asked@customer.example', undefined, { state: 'pending' })
    expect(await countTellable(dispatch.db, 'zoom-phone')).toEqual({ told: 3, nothingElse: 1 })
    await archive(dispatch)
    const told = await dispatch.db.selectFrom('deliveries').select(['subscriber_id', 'because']).execute()
    expect(told).toHaveLength(3)
    // By the narrower of what she follows.
    expect(told).toContainEqual({ subscriber_id: both, because: JSON.stringify(own) })
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

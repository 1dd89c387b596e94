import { expect, test } from 'vitest'
import { takeUnexpanded } from '../../../db/delivery/expansion.ts'
import { deliveryCounts } from '../../../db/delivery/reports.ts'
import { write } from '../../../db/open.ts'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { onEachDatabase } from '../../support/database.ts'
import { testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { faultsInTurn } from '../../support/outside/stand-in.ts'
import { ALICE, BOB } from '../../support/people.ts'

onEachDatabase('who is to be told what, and when', (fresh) => {
  const open = async () => testDispatcher((await fresh()).db)

  test('is found out for a P1G before what was posted earlier, and in order within an incident', async () => {
    const dispatch = await open()
    const first = await dispatch.post({ title: 'Lesser' })
    const master = await dispatch.post({ title: 'Master', priority: 'P1G' })
    const taken = () => write(dispatch.db, takeUnexpanded)
    expect(await taken()).toMatchObject({ incident_id: master, rank: 0 })
    await dispatch.deliver()
    await dispatch.update(first, { body: 'One.' })
    await dispatch.db.updateTable('incidents').set({ priority: 'P1G' }).where('id', '=', first).execute()
    await dispatch.update(first, { body: 'Two.' })
    expect(JSON.parse((await taken())?.notice ?? '')).toMatchObject({ incidentId: first, body: 'One.' })
  })

  test('passes over news that reaches nobody', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE, { type: 'platform', id: 'teams' })
    for (let n = 0; n < 3; n++) await dispatch.post()
    await dispatch.post({ platforms: [{ id: 'teams', impact: 'major_outage' }] })
    await dispatch.deliver()
    expect(dispatch.mail.to(ALICE)).toHaveLength(1)
  })

  test('is nothing for who has only asked to follow', async () => {
    const dispatch = await open()
    const alice = await dispatch.followByMail(ALICE, { type: 'platform', id: 'teams' })
    await dispatch.followByMail(BOB)
    const pending = { id: 'asked', scope_type: 'all', scope_id: '', state: 'pending', confirmed_at: null } as const
    const asked = { incidents: 1, maintenance: 1, requested_at: dispatch.clock(), since_event: 0 } as const
    await dispatch.db
      .insertInto('subscriptions')
      .values({ ...pending, ...asked, subscriber_id: alice })
      .execute()
    await dispatch.post()
    await dispatch.deliver()
    expect(dispatch.mail.accepted.map(({ to }) => to)).toEqual([BOB])
  })

  test('is urgent for the mails before an urgent one as well', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE, { type: 'platform', id: 'teams' })
    await dispatch.crowd(300, () => ({ type: 'platform', id: 'zoom-phone' }))
    for (let n = 0; n < 3; n++) await dispatch.post()
    const incident = await dispatch.post({ body: 'first', platforms: [{ id: 'teams', impact: 'major_outage' }] })
    // One request at a time: of several under way any may arrive first.
    const slowly = { 'ratelimit-limit': '1' }
    const body = { name: 'rate_limit_exceeded', message: '' }
    dispatch.mail.fault = faultsInTurn({ status: 429, body, headers: slowly })
    await dispatch.deliver()
    await dispatch.db.updateTable('incidents').set({ priority: 'P1G' }).where('id', '=', incident).execute()
    await dispatch.update(incident, { body: 'second' })
    dispatch.clock.advance(HOUR)
    await dispatch.deliver()
    expect(dispatch.mail.accepted[0]?.to).toBe(ALICE)
    expect(dispatch.mail.to(ALICE)).toHaveLength(2)
  })

  test('leaves alone what is being sent, and what is about another incident', async () => {
    const dispatch = await open()
    await dispatch.followByPush(dispatch.push.subscribe())
    dispatch.push.fault = () => ({ status: 503 })
    await dispatch.post({ title: 'Another' })
    const incident = await dispatch.post({ body: 'first' })
    await dispatch.deliver()
    const [, under] = await dispatch.deliveries()
    await dispatch.db
      .updateTable('deliveries')
      .set({ state: 'sending', lease_token: 'of another', lease_until: dispatch.clock() + 45_000 })
      .where('event_id', '=', under?.event_id ?? 0)
      .execute()
    await dispatch.update(incident, { body: 'second' })
    await dispatch.deliver()
    expect((await dispatch.deliveries()).map(({ state, settled_at }) => [state, settled_at])).toEqual([
      ['queued', null],
      ['sending', null],
      ['queued', null],
    ])
  })

  test('is counted for each incident, with the most common reason first and when it last was given', async () => {
    const dispatch = await open()
    const addresses = await dispatch.crowd(3)
    const why = new Map([
      [addresses[0], 'odd'],
      [addresses[1], 'common'],
    ])
    dispatch.mail.refuse = ({ to }) => why.get(String([to].flat()[0]))
    const incident = await dispatch.post()
    await dispatch.deliver()
    dispatch.clock.advance(HOUR)
    dispatch.mail.refuse = () => 'common'
    await dispatch.update(incident)
    await dispatch.post()
    await dispatch.deliver()
    const { counts, failures } = await deliveryCounts(dispatch.db, incident, ['email'])
    expect(counts.email).toMatchObject({ failed: 5, sent: 1 })
    expect(failures).toEqual([
      { channel: 'email', reason: 'Resend: common', count: 4, lastAt: dispatch.clock() },
      { channel: 'email', reason: 'Resend: odd', count: 1, lastAt: dispatch.clock() - HOUR },
    ])
  })
})

import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { retrying } from '../../db/delivery/waiting.ts'
import { write } from '../../db/open.ts'
import { CHANNEL_KINDS } from '../../server/channels/kinds.ts'
import { expandNext } from '../../server/dispatch/expand.ts'
import { QueueWatch } from '../../server/dispatch/thread/queue-watch.ts'
import { plainTime } from '../../server/dispatch/time.ts'
import { MINUTE, PRIORITIES } from '../../server/domain/vocabulary.ts'
import { onEachDatabase, onPostgres } from '../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../support/dispatch/dispatcher.ts'
import { ALICE } from '../support/people.ts'

const HOLDER = 'this one'

const watcher = ({ db, clock }: TestDispatcher, held: string[] = [], holder = HOLDER) => {
  const watch = new QueueWatch({ db, clock, holder, kinds: CHANNEL_KINDS, heldBack: () => held })
  /** Looks when so many seconds have passed. */
  return async (at: number) => {
    clock.advance(1_000)
    return watch.look(at * 1_000)
  }
}

/** The event's deliveries are there, and nobody claims them. */
async function queued(dispatch: TestDispatcher): Promise<void> {
  const { db, clock, log } = dispatch
  const note = (fields: object, text: string) => void log.push({ level: 'error', fields, text })
  const context = {
    db,
    clock,
    time: plainTime(clock),
    holder: HOLDER,
    random: () => 0.5,
    gaveWay: new Map<string, number>(),
    kinds: CHANNEL_KINDS,
    log: { info: note, warn: note, error: note },
  }
  while (await expandNext({ ...context, write: (work) => write(db, work) }));
}

onEachDatabase('operators hear', (fresh) => {
  const open = async () => testDispatcher((await fresh()).db)

  test('of an event whose messages nobody queues', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    await dispatch.post()
    const look = watcher(dispatch)
    expect((await look(0)).problems).toEqual([])
    expect((await look(15)).problems).toEqual([])
    const [problem] = (await look(25)).problems
    expect(problem).toMatch(/^the messages of event \d+ are not queued yet, and none has gone out for 25 s$/)
    await dispatch.deliver()
    expect((await look(30)).problems).toEqual([])
  })

  test('of messages that are due and that nobody sends, until somebody does', async () => {
    const dispatch = await open()
    await dispatch.crowd(7)
    await dispatch.post()
    await queued(dispatch)
    const look = watcher(dispatch)
    await look(0)
    const { problems, measures } = await look(20)
    expect(problems).toEqual(['email: 7 messages wait, and none has gone out for 20 s'])
    const labels = { channel: 'email', lane: 'email' }
    expect(measures).toMatchObject({
      messages_waiting: [{ labels, value: 7 }],
      messages_oldest_due_seconds: [{ labels, value: 2 }],
      messages_oldest_seconds: [{ labels, value: 2 }],
      dispatcher_oldest_event_seconds: 0,
      subscribers: CHANNEL_KINDS.map(({ name }) => ({ labels: { channel: name }, value: name === 'email' ? 7 : 0 })),
    })
    expect(measures.incidents_open).toEqual(
      PRIORITIES.map((priority) => ({ labels: { priority }, value: priority === 'P2' ? 1 : 0 })),
    )
    await dispatch.deliver()
    expect(await look(25)).toMatchObject({
      problems: [],
      measures: { messages_waiting: [{ labels, value: 0 }], messages_oldest_seconds: [{ labels, value: 0 }] },
    })
  })

  test('nothing while somebody is at it, while what is left gets less, or while the provider is given a rest', async () => {
    const dispatch = await open()
    await dispatch.crowd(3)
    await dispatch.post()
    await queued(dispatch)
    const [look, rested] = [watcher(dispatch), watcher(dispatch, ['email'])]
    for (const at of [0, 30, 60]) expect((await rested(at)).problems).toEqual([])
    await look(0)
    const [first] = await dispatch.deliveries()
    const only = sql`event_id = ${first?.event_id} and subscriber_id = ${first?.subscriber_id}`
    const lease = sql`state = 'sending', lease_token = 'elsewhere', lease_until = ${dispatch.clock() + MINUTE}`
    await sql`update deliveries set ${lease} where ${only}`.execute(dispatch.db)
    expect((await look(30)).problems).toEqual([])
    const sent = sql`state = 'sent', lease_token = null, lease_until = null, settled_at = 1`
    await sql`update deliveries set ${sent} where ${only}`.execute(dispatch.db)
    expect((await look(60)).problems).toEqual([])
    expect((await look(85)).problems).toEqual(['email: 2 messages wait, and none has gone out for 25 s'])
  })

  test('nothing of what waits for its next attempt, nor of what has to wait for that; but why, and when it is', async () => {
    const dispatch = await open()
    await dispatch.followByMail(ALICE)
    const incident = await dispatch.post()
    dispatch.mail.fault = () => ({ status: 503 })
    await dispatch.deliver()
    await dispatch.update(incident)
    await queued(dispatch)
    const look = watcher(dispatch)
    await look(0)
    const report = await look(30)
    expect(report.problems).toEqual([])
    expect(report.measures.messages_waiting).toMatchObject([{ value: 2 }])
    // Between two attempts nothing is due, and yet something is not told for a second already.
    expect(report.measures.messages_oldest_due_seconds).toMatchObject([{ value: 0 }])
    expect(report.measures.messages_oldest_seconds).toMatchObject([{ value: 2 }])
    const [delivery] = await dispatch.deliveries()
    const reason = 'Resend: an error that does not say why'
    expect(report.measures.messages_retrying).toEqual([{ labels: { channel: 'email', reason: 'other' }, value: 1 }])
    const why = [{ channel: 'email', reason, count: 1, nextAt: delivery?.due_at }]
    expect(await retrying(dispatch.db, incident)).toEqual(why)
    expect(await retrying(dispatch.db, 'another')).toEqual([])
  })

  test('of the most frequent reasons, and of the earliest next attempt for each', async () => {
    const dispatch = await open()
    await dispatch.crowd(13)
    await dispatch.post()
    await queued(dispatch)
    const rows = await dispatch.deliveries()
    const now = dispatch.clock()
    for (const [index, { subscriber_id }] of rows.entries()) {
      const error = index < 3 ? 'z: the line is busy' : `reason ${index}`
      const due_at = now + (index + 1) * MINUTE
      await dispatch.db
        .updateTable('deliveries')
        .set({ error, due_at })
        .where('subscriber_id', '=', subscriber_id)
        .execute()
    }
    const told = await retrying(dispatch.db)
    expect(told).toHaveLength(10)
    expect(told[0]).toEqual({ channel: 'email', reason: 'z: the line is busy', count: 3, nextAt: now + MINUTE })
  })

  test.each<[string, (index: number) => string]>([
    ['smtp 450', (index) => `SMTP: 450 4.2.0 <person${index}@mail${index}.example>: call +1 555 01${index}`],
    ['smtp 421', (index) => `SMTP: 421-mail${index}.example is busy`],
    ['http 429', (index) => `Resend: rate_limit_exceeded: request ${index}`],
    ['http 503', (index) => `Web push: 503 ${index}`],
    ['timeout', () => 'Web push: timeout while connecting'],
    ['timeout', () => 'Web push: ETIMEDOUT'],
    ['timeout', () => 'SMTP: Connection timeout'],
    ['network', (index) => `SMTP: connect ECONNREFUSED 192.0.2.${index}:25`],
    ['other', (index) => `something ${index}`],
  ])('of all reasons of a kind as one: %s', async (kind, reason) => {
    const dispatch = await open()
    await dispatch.crowd(13)
    await dispatch.post()
    await queued(dispatch)
    for (const [index, { subscriber_id }] of (await dispatch.deliveries()).entries()) {
      const change = dispatch.db.updateTable('deliveries').set({ error: reason(index) })
      await change.where('subscriber_id', '=', subscriber_id).execute()
    }
    const { measures } = await watcher(dispatch)(0)
    expect(measures.messages_retrying).toEqual([{ labels: { channel: 'email', reason: kind }, value: 13 }])
  })

  test('of a notification that nobody sends though an older one waits for its next attempt', async () => {
    const dispatch = await open()
    await dispatch.followByPush(dispatch.push.subscribe())
    const incident = await dispatch.post()
    await queued(dispatch)
    await dispatch.update(incident)
    await queued(dispatch)
    const [older] = await dispatch.deliveries()
    const waits = { state: 'queued', settled_at: null, attempts: 1, due_at: dispatch.clock() + 9 * MINUTE } as const
    await dispatch.db
      .updateTable('deliveries')
      .set(waits)
      .where('event_id', '=', older?.event_id ?? 0)
      .execute()
    const look = watcher(dispatch)
    await look(0)
    expect((await look(20)).problems).toEqual([expect.stringContaining('2 messages wait')])
  })
})

onPostgres('deliveries that somebody keeps locked', (fresh) => {
  test('are passed over by every dispatcher, and operators hear of it', async () => {
    const { db } = await fresh()
    const dispatch = await testDispatcher(db)
    await dispatch.crowd(2)
    await dispatch.post()
    await queued(dispatch)
    await write(db, async (trx) => {
      await sql`select * from deliveries for update`.execute(trx)
      await dispatch.deliver()
      expect(dispatch.mail.accepted).toEqual([])
      const lane = await trx.selectFrom('settings').select('value').where('name', '=', 'lane:email').executeTakeFirst()
      const look = watcher(dispatch, [], lane?.value.slice(14))
      await look(0)
      expect((await look(20)).problems).toEqual(['email: 2 messages wait, and none has gone out for 20 s'])
    })
  })
})

import { expect, test } from 'vitest'
import { tellStaff } from '../../../server/actions/staff/tell-staff.ts'
import { importSubscribers } from '../../../server/actions/subscription/import-subscribers.ts'
import { noteWaitingReports } from '../../../server/actions/subscription/mail/note-mail-report.ts'
import { tidy } from '../../../server/actions/system/tidy.ts'
import { emailKind } from '../../../server/channels/email/kind.ts'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { confirmationMails, emailRequest, followers, newestLink, subscribe } from '../../support/app/subscribers.ts'
import { NOON, outage, type TestApp, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { providerReport } from '../../support/outside/mail-provider.ts'
import { ALICE, BOB } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

const SECRET = 'whsec_c2VjcmV0IG9mIHRoZSB0ZXN0cw=='
const PERMANENT = { bounce: { type: 'Permanent', subType: 'General', message: `No such user ${ALICE}` } }
const TRANSIENT = { bounce: { type: 'Transient', subType: 'MailboxFull', message: 'The mailbox is full.' } }

let number = 0

onEachDatabase('what Resend reports of mails', (fresh) => {
  async function anApp() {
    const lost: object[] = []
    const app = await testApp((await fresh()).db, { resendWebhookSecret: SECRET })
    app.deps.log.error = ((fields: object) => lost.push(fields)) as never
    const report = (type: string, data: object, more: { id?: string; at?: number } = {}) => {
      const { id = `msg_${number++}`, at = app.clock.now } = more
      return app.call('POST //hooks/resend', providerReport(SECRET, { id, type, at, data }))
    }
    return { app, report, lost }
  }

  /** Alice's mails are sent, the nth known to Resend as `mail-n`. */
  async function mailed(app: TestApp, mails = 1): Promise<string> {
    const id = await subscribe(app, ALICE)
    const [model] = await app.db.selectFrom('deliveries').selectAll().execute()
    if (!model) throw new Error('the confirmation mail is a delivery')
    let incident = ''
    for (let n = mails; n >= 1; n--) {
      incident = (await app.call('POST /incidents', { as: 'agent', body: outage() })).json.id
      const newest = await app.db
        .selectFrom('events')
        .select((e) => e.fn.max('id').as('id'))
        .where('incident_id', '=', incident)
        .executeTakeFirstOrThrow()
      const sent = { state: 'sent', settled_at: NOON, reference: `mail-${n}`, event_id: newest.id } as const
      await app.db
        .insertInto('deliveries')
        .values({ ...model, subscriber_id: id, ...sent })
        .execute()
    }
    return incident
  }
  const mail = (n: number, more: object = {}) => ({ email_id: `mail-${n}`, to: [ALICE], ...more })
  const shown = async (app: TestApp, incident: string) =>
    (await app.call(`GET /incidents/${incident}/deliveries`, { as: 'agent' })).json
  const offReason = async (app: TestApp) =>
    (await app.db.selectFrom('subscribers').select('off_reason').where('address', '=', ALICE).executeTakeFirst())
      ?.off_reason

  test('is taken only with its signature, of now, and nowhere without the secret', async () => {
    const { app, report } = await anApp()
    expect((await report('email.delivered', mail(1))).status).toBe(204)
    expect((await report('contact.created', {})).status).toBe(204)
    expect((await app.call('POST //hooks/resend', { raw: '{}' })).status).toBe(400)
    const event = { id: 'msg', type: 'email.delivered', at: NOON, data: mail(1) }
    const { raw, headers } = providerReport(SECRET, event)
    expect((await app.call('POST //hooks/resend', { raw: `${raw} `, headers })).status).toBe(400)
    const stale = providerReport(SECRET, event, Date.now() - 6 * MINUTE)
    expect((await app.call('POST //hooks/resend', stale)).json.code).toBe('invalid_signature')
    const huge = providerReport(SECRET, { ...event, data: { ...mail(1), pad: 'x'.repeat(257 * 1024) } })
    expect((await app.call('POST //hooks/resend', huge)).status).toBe(413)
    const quoting = providerReport(SECRET, { ...event, data: { ...mail(1), pad: 'x'.repeat(200 * 1024) } })
    expect((await app.call('POST //hooks/resend', quoting)).status).toBe(204)
    const other = await testApp((await fresh()).db)
    expect((await other.call('POST //hooks/resend', { raw, headers })).status).toBe(404)
  })

  test('shows beside the messages what became of them, and why they came back, without addresses', async () => {
    const { app, report } = await anApp()
    const incident = await mailed(app)
    await report('email.delivery_delayed', mail(1))
    expect((await shown(app, incident)).results.email).toMatchObject({ delayed: 1, delivered: 0 })
    await report('email.bounced', mail(1, PERMANENT))
    const { results, failures } = await shown(app, incident)
    expect(results.email).toEqual({ delivered: 0, delayed: 0, bounced: 1, complained: 0, suppressed: 0, failed: 0 })
    expect(failures).toMatchObject([{ channel: 'email', count: 1 }])
    expect(failures[0].reason).toBe('bounced: Permanent: No such user …@customer.example')
  })

  test('comes in any order: what was said last counts, and a mail that came back never arrived', async () => {
    const { app, report } = await anApp()
    const incident = await mailed(app)
    const result = async () =>
      Object.entries((await shown(app, incident)).results.email).flatMap(([name, count]) => (count ? [name] : []))
    await report('email.delivered', mail(1), { at: NOON + MINUTE })
    await report('email.delivery_delayed', mail(1), { at: NOON })
    expect(await result()).toEqual(['delivered'])
    await report('email.bounced', mail(1, TRANSIENT), { at: NOON })
    await report('email.delivered', mail(1), { at: NOON + 2 * MINUTE })
    expect(await result()).toEqual(['bounced'])
    await report('email.complained', mail(1), { at: NOON })
    expect(await result()).toEqual(['complained'])
  })

  test('switches an address off that is dead, complains, or is sent nothing by Resend', async () => {
    for (const [type, data, reason] of [
      ['email.bounced', mail(1, PERMANENT), 'mail came back: Permanent: No such user …@customer.example'],
      ['email.complained', mail(1), 'called a mail spam'],
      ['email.suppressed', mail(1), 'the mail provider sends nothing there'],
      [
        'suppression.added',
        { email: ALICE.toUpperCase(), origin: 'manual' },
        'the mail provider sends nothing there: manual',
      ],
    ] as const) {
      const { app, report } = await anApp()
      await mailed(app)
      expect((await report(type, data)).status).toBe(204)
      expect(await followers(app)).toEqual([])
      expect(await offReason(app)).toBe(reason)
      // No list brings it back, and that it may be sent to again is no wish of whoever reads there.
      await report('suppression.removed', { email: ALICE, origin: 'manual' })
      const row = {
        ...{ kind: emailKind, target: { address: ALICE, keys: null }, scope: { type: 'all' } as const },
        ...{ kinds: ['incident'] as const, locale: 'en', provenance: 'the old page' },
      }
      expect(accepted(await importSubscribers(app.ctx(), [row]))).toMatchObject({ imported: 0, suppressed: 1 })
    }
  })

  test('leaves an address alone that the subscriber has left', async () => {
    const { app, report } = await anApp()
    await mailed(app)
    await app.db.updateTable('subscribers').set({ address: BOB }).where('address', '=', ALICE).execute()
    await report('email.bounced', mail(1, PERMANENT))
    expect(await followers(app)).toEqual([`${BOB} all incident+maintenance`])
  })

  test('counts mails that came back for now: three within thirty days, each once', async () => {
    const { app, report } = await anApp()
    await mailed(app, 3)
    for (const n of [1, 1, 2]) await report('email.bounced', mail(n, TRANSIENT), { id: `twice-${n}` })
    expect(await offReason(app)).toBe(null)
    app.clock.now += 29 * DAY
    await report('email.bounced', mail(3, TRANSIENT))
    expect(await offReason(app)).toBe('mail came back: Transient: The mailbox is full.')
  })

  test('forgets what came back more than thirty days ago', async () => {
    const { app, report } = await anApp()
    await mailed(app, 3)
    await report('email.bounced', mail(1, TRANSIENT))
    app.clock.now += 31 * DAY
    for (const n of [2, 3]) await report('email.bounced', mail(n, TRANSIENT))
    expect(await offReason(app)).toBe(null)
  })

  test('waits for its mail to be known, for a day', async () => {
    const { app, report } = await anApp()
    await mailed(app)
    await app.db.updateTable('deliveries').set({ reference: null }).execute()
    await report('email.bounced', mail(1, PERMANENT))
    await noteWaitingReports(app.ctx())
    expect(await offReason(app)).toBe(null)
    await app.db.updateTable('deliveries').set({ reference: 'mail-1' }).where('state', '=', 'sent').execute()
    await noteWaitingReports(app.ctx())
    expect(await followers(app)).toEqual([])
    await report('email.bounced', mail(9, PERMANENT))
    app.clock.now += DAY + HOUR
    await tidy(app.db, app.clock.now)
    const rows = await app.db.selectFrom('mail_reports').select(['detail', 'applied_at']).execute()
    expect(rows.filter(({ detail, applied_at }) => detail !== null || applied_at === null)).toEqual([])
  })

  test('sends whoever complained no question for thirty days, and answers the same', async () => {
    const { app, report } = await anApp()
    await mailed(app)
    await report('email.complained', mail(1))
    const before = (await confirmationMails(app)).length
    app.clock.now += 8 * DAY
    expect((await app.call('POST /subscriptions', { body: emailRequest(ALICE) })).json.status).toBe('confirmation_sent')
    expect(await confirmationMails(app)).toHaveLength(before)
    app.clock.now += 23 * DAY
    await app.call('POST /subscriptions', { body: emailRequest(ALICE) })
    await app.call(`POST ${await newestLink(app)}`)
    expect(await followers(app)).toEqual([`${ALICE} all incident+maintenance`])
  })

  test('says in the log that a mail to staff came back, and goes on sending them', async () => {
    const { app, report, lost } = await anApp()
    const notice = { incidentId: 'x' } as never
    await app.db
      .transaction()
      .execute((trx) =>
        tellStaff(trx, ['lead@northline.example'], { kind: 'staff.p1g', topic: 'x', rank: 0, now: NOON, notice }),
      )
    await app.db.updateTable('deliveries').set({ state: 'sent', settled_at: NOON, reference: 'mail-1' }).execute()
    await report('email.bounced', { email_id: 'mail-1', to: ['lead@northline.example'], ...TRANSIENT })
    await report('email.bounced', { email_id: 'mail-1', to: ['lead@northline.example'], ...PERMANENT })
    expect(lost).toMatchObject([{ address: 'l…@northline.example', result: 'bounced' }, { result: 'bounced' }])
    expect(await app.db.selectFrom('subscribers').select('state').execute()).toEqual([{ state: 'pending' }])
  })
})

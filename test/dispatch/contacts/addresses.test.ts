import { expect, test } from 'vitest'
import { write } from '../../../db/open.ts'
import { findSubscriber } from '../../../db/subscription/subscribers.ts'
import { changeContact } from '../../../server/actions/contact/change-contact.ts'
import { eraseContact } from '../../../server/actions/contact/erase-contact.ts'
import { noteMailReport } from '../../../server/actions/subscription/mail/note-mail-report.ts'
import { takeOver } from '../../../server/actions/subscription/mail/take-over.ts'
import { unsubscribe } from '../../../server/actions/subscription/unsubscribe.ts'
import { emailKind } from '../../../server/channels/email/kind.ts'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { actionContext } from '../../support/app/actions.ts'
import { onEachDatabase } from '../../support/database.ts'
import { testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { addContact, addOrganisation } from '../../support/organisations/organisations.ts'
import { proofs } from '../../support/organisations/proofs.ts'
import { ALICE, BOB, LEE } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

onEachDatabase('what is promised to a contact', (fresh) => {
  /** Alice is Acme Freight's contact for master cases. */
  async function open() {
    const dispatch = await testDispatcher((await fresh()).db)
    const { db } = dispatch
    const ctx = () => actionContext(db, LEE, dispatch.clock())
    const acme = await addOrganisation(db, 'Acme Freight', ['zoom-phone'])
    const alice = await addContact(db, acme, ALICE)
    const { subscriber_id: id } = await db.selectFrom('contacts').select('subscriber_id').executeTakeFirstOrThrow()
    const results = async () => (await dispatch.deliveries()).map(({ state, error }) => [state, error].join(' ').trim())
    /** Alice follows everything as well; she did before she was named. */
    const follows = async () => {
      await db.updateTable('subscribers').set({ state: 'active', source: 'page' }).where('id', '=', id).execute()
      const row = {
        id: 'follow000001',
        subscriber_id: id,
        scope_type: 'all',
        scope_id: '',
        incidents: 1,
        maintenance: 1,
      }
      const when = { state: 'active', requested_at: 0, confirmed_at: 0 }
      await db
        .insertInto('subscriptions')
        .values({ ...row, ...when } as never)
        .execute()
    }
    /** Nothing goes out, and then all that waits does. */
    const hold = () => {
      // Surely not taken: no mail is frozen.
      dispatch.mail.fault = () => ({ status: 429, body: { name: 'rate_limit_exceeded', message: '' } })
      return dispatch.deliver()
    }
    const release = () => {
      dispatch.mail.fault = () => undefined
      dispatch.clock.advance(HOUR)
      return dispatch.deliver()
    }
    const report = async (result: 'bounced' | 'complained', more = {}) => {
      const [last] = (await dispatch.deliveries()).slice(-1)
      const at = { reference: last?.reference ?? null, to: ALICE, at: dispatch.clock() }
      const said = { id: `report ${at.at}`, result, isPermanent: true, why: 'no such user', ...at, ...more }
      accepted(await noteMailReport(ctx(), said))
    }
    return { dispatch, db, ctx, acme, alice, id, results, follows, hold, release, report }
  }

  test('is told although they unsubscribed, by a mail that nothing can stop', async () => {
    const { dispatch, ctx, id, follows } = await open()
    await follows()
    accepted(await unsubscribe(ctx(), id))
    await dispatch.post({ priority: 'P1G' })
    await dispatch.deliver()
    const mail = dispatch.mail.to(ALICE).find(({ subject }) => subject.startsWith('[Incident]'))
    expect(mail?.text).toContain('Acme Freight named you')
    expect(mail?.text).not.toMatch(/unsubscribe|\/manage\//i)
    expect(Object.keys(mail?.headers ?? {}).filter((name) => name.startsWith('List-Unsub'))).toEqual([])
  })

  test('still goes out when they unsubscribe while it waits; what they followed does not', async () => {
    const { dispatch, ctx, id, follows, hold, release } = await open()
    await follows()
    await dispatch.post()
    await dispatch.post({ priority: 'P1G', title: 'Everything fails' })
    await hold()
    accepted(await unsubscribe(ctx(), id))
    await release()
    const told = dispatch.mail.to(ALICE).filter(({ subject }) => subject.startsWith('[Incident]'))
    expect(told.map(({ subject }) => subject)).toEqual(['[Incident] Investigating – P1G: Everything fails'])
    expect(told[0]?.text).not.toMatch(/\/unsubscribe\//)
  })

  test('is not sent to an address that is dead, and the proof says why', async () => {
    const { dispatch, db, report } = await open()
    await dispatch.post({ priority: 'P1G' })
    await dispatch.deliver()
    await report('bounced')
    await dispatch.post({ priority: 'P1G' })
    await dispatch.deliver()
    expect(dispatch.mail.to(ALICE)).toHaveLength(1)
    expect((await proofs(db)).map(({ untold }) => untold)).toEqual([null, 'mail came back: no such user'])
  })

  test.each(['bounced', 'complained'] as const)(
    'is not sent once more where who unsubscribed has %s',
    async (result) => {
      const { dispatch, db, ctx, id, report } = await open()
      accepted(await unsubscribe(ctx(), id))
      await dispatch.post({ priority: 'P1G' })
      await dispatch.deliver()
      await report(result)
      await dispatch.post({ priority: 'P1G' })
      await dispatch.deliver()
      expect(dispatch.mail.to(ALICE)).toHaveLength(1)
      expect((await proofs(db)).at(-1)?.untold).toBeTruthy()
    },
  )

  test('that waits when the address turns out to be dead is not sent', async () => {
    const { dispatch, results, hold, release, report } = await open()
    await dispatch.post({ priority: 'P1G' })
    await hold()
    await report('bounced', { reference: null })
    await release()
    expect(await results()).toEqual(['superseded the address did not work'])
  })

  test.each([
    ['was erased', (s: Awaited<ReturnType<typeof open>>) => eraseContact(s.ctx(), s.alice)],
    ['has another address', (s: Awaited<ReturnType<typeof open>>) => changeContact(s.ctx(), s.alice, { email: BOB })],
  ])('that waits is withdrawn from whoever %s meanwhile, and told to them as a follower', async (_, change) => {
    for (const isFollower of [false, true]) {
      const s = await open()
      if (isFollower) await s.follows()
      await s.dispatch.post({ priority: 'P1G' })
      await s.hold()
      accepted<unknown>(await change(s))
      await s.release()
      const [mail] = s.dispatch.mail.to(ALICE)
      expect(mail === undefined).toBe(!isFollower)
      if (mail) expect(mail.text).toContain('because you follow everything')
      if (mail) expect(mail.text).not.toContain('Acme')
    }
  })

  test('goes where the organisation said, also when their subscription moves', async () => {
    const { dispatch, db, id, follows, hold, release } = await open()
    await follows()
    const bob = await dispatch.followByMail(BOB, { type: 'platform', id: 'teams' })
    await dispatch.post({ priority: 'P1G' })
    await hold()
    await write(db, async (trx) => {
      const [from, to] = [await findSubscriber(trx, id), await findSubscriber(trx, bob)]
      if (from && to) await takeOver(trx, emailKind, { from, to }, dispatch.clock())
    })
    await release()
    expect(dispatch.mail.accepted.map(({ to }) => to)).toEqual([ALICE])
    expect(dispatch.mail.accepted[0]?.text).not.toContain('/manage/')
  })
})

import { expect, test } from 'vitest'
import { cancelMaintenance } from '../../../server/actions/maintenance/cancel-maintenance.ts'
import { changeMaintenance } from '../../../server/actions/maintenance/change-maintenance.ts'
import { createDefaultProgrammes } from '../../../server/actions/programme/create-default-programmes.ts'
import { changeSubscription } from '../../../server/actions/subscription/change-subscription.ts'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { actionContext } from '../../support/app/actions.ts'
import { NOVEMBER, START_OF_WINDOW, tick, WEEK_BEFORE } from '../../support/app/maintenance.ts'
import { onEachDatabase } from '../../support/database.ts'
import { testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { addContact, addOrganisation } from '../../support/organisations/organisations.ts'
import { proofs } from '../../support/organisations/proofs.ts'
import { ADA, ALICE, BOB, CAROL } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

const FOR_WINDOWS = { purposes: ['maintenance'] }

onEachDatabase('maintenance', (fresh) => {
  /** Acme Freight uses Zoom Phone and Beta Teams; the monthly window is on Zoom Phone. */
  async function open() {
    const dispatch = await testDispatcher((await fresh()).db)
    const { db, clock } = dispatch
    const ctx = () => actionContext(db, ADA, clock())
    const platforms = { monthly: ['zoom-phone'], 'skype-certificate': ['teams'], 'connect-release': ['teams'] }
    accepted(await createDefaultProgrammes(ctx(), platforms))
    const acme = await addOrganisation(db, 'Acme Freight', ['zoom-phone'])
    await addContact(db, acme, ALICE, FOR_WINDOWS)
    await addContact(db, await addOrganisation(db, 'Beta', ['teams']), BOB, FOR_WINDOWS)
    await addContact(db, acme, CAROL)
    const at = async (now: number) => {
      clock.set(now)
      await tick(db, now)
      await dispatch.deliver()
    }
    const heard = () =>
      dispatch.mail.accepted.map(({ to, subject }) => `${to} ${subject.replace(/.*: ([\w ]+) – .*/, '$1')}`)
    return { dispatch, db, ctx, at, heard }
  }

  test('is told to the contacts for it, with each notice of a window', async () => {
    const { dispatch, db, at, heard } = await open()
    await at(WEEK_BEFORE)
    await at(START_OF_WINDOW)
    expect(heard()).toEqual([`${ALICE} announced`, `${ALICE} started`])
    expect(dispatch.mail.to(ALICE)[0]?.text).toContain('because Acme Freight named you for maintenance.')
    expect(await proofs(db)).toMatchObject([
      { incident_id: null, maintenance_id: NOVEMBER, purpose: 'maintenance' },
      { incident_id: null, maintenance_id: NOVEMBER, purpose: 'maintenance' },
    ])
  })

  test('is told at once to a contact, whatever their quiet hours as a follower are', async () => {
    const { dispatch, ctx, at, heard } = await open()
    const id = await dispatch.followByMail('zoe@customer.example')
    const wall = (instant: number) => new Date(instant).toISOString().slice(11, 16)
    const quietHours = { from: wall(WEEK_BEFORE - HOUR), to: wall(WEEK_BEFORE + 3 * HOUR) }
    accepted(await changeSubscription(ctx(), id, { timeZone: 'UTC', quietHours }))
    await at(WEEK_BEFORE)
    expect(heard()).toEqual([`${ALICE} announced`])
    await addContact(
      dispatch.db,
      await addOrganisation(dispatch.db, 'Gamma', ['zoom-phone']),
      'zoe@customer.example',
      FOR_WINDOWS,
    )
    accepted(await changeMaintenance(ctx(), NOVEMBER, { title: 'Monthly work', notify: true } as never))
    await dispatch.deliver()
    expect(heard().filter((one) => one.startsWith('zoe'))).toEqual([
      'zoe@customer.example announced',
      'zoe@customer.example details changed',
    ])
  })

  test('that is moved, then called off, is told to those who heard of it', async () => {
    const { dispatch, db, ctx, at, heard } = await open()
    await at(WEEK_BEFORE)
    const later = { startsAt: START_OF_WINDOW + HOUR, endsAt: START_OF_WINDOW + 7 * HOUR }
    accepted(await changeMaintenance(ctx(), NOVEMBER, { ...later, notify: true, acceptConflicts: true } as never))
    await dispatch.deliver()
    // What its organisation uses is another now, and it hears the end all the same.
    await db.deleteFrom('organisation_platforms').execute()
    accepted(await cancelMaintenance(ctx(), NOVEMBER, { note: 'Not needed.' } as never))
    await dispatch.deliver()
    expect(heard()).toEqual([`${ALICE} announced`, `${ALICE} moved`, `${ALICE} cancelled`])
  })
})

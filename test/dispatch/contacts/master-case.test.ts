import { expect, test } from 'vitest'
import { addressHash } from '../../../db/contact/address-hash.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { correctUpdate } from '../../../server/actions/incident/correct/correct-update.ts'
import { publishPostmortem } from '../../../server/actions/incident/publish-postmortem.ts'
import { reopenIncident } from '../../../server/actions/incident/reopen-incident.ts'
import { changeOrganisation } from '../../../server/actions/organisation/change-organisation.ts'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { actionContext } from '../../support/app/actions.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { addContact, addOrganisation } from '../../support/organisations/organisations.ts'
import { proofs } from '../../support/organisations/proofs.ts'
import { ALICE, BOB, CAROL, LEE } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

const TEAMS = [{ id: 'teams', impact: 'major_outage' as const }]
const ctx = ({ db, clock }: TestDispatcher) => actionContext(db, LEE, clock())

onEachDatabase('a master case', (fresh) => {
  /** Acme Freight uses Zoom Phone, Beta uses Teams. */
  async function open() {
    const dispatch = await testDispatcher((await fresh()).db)
    const acme = await addOrganisation(dispatch.db, 'Acme Freight', ['zoom-phone'])
    const beta = await addOrganisation(dispatch.db, 'Beta', ['teams'])
    const subjects = (address: string) => dispatch.mail.to(address).map(({ subject }) => subject.replace(/ – .*/, ''))
    return { dispatch, acme, beta, subjects }
  }

  test('is told to the contacts for it of every organisation that uses one of the platforms, primary and backup', async () => {
    const { dispatch, acme, beta } = await open()
    await addContact(dispatch.db, acme, ALICE)
    await addContact(dispatch.db, acme, BOB, { purposes: ['master_case'], rank: 'backup' })
    await addContact(dispatch.db, acme, 'escalation@acme.example', { purposes: ['maintenance', 'escalation'] })
    await addContact(dispatch.db, beta, CAROL)
    const incident = await dispatch.post({ priority: 'P1G' })
    await dispatch.deliver()
    expect(dispatch.mail.accepted.map(({ to }) => to).sort()).toEqual([ALICE, BOB])
    expect(dispatch.mail.to(ALICE)[0]?.text).toContain('because Acme Freight named you for master cases.')
    expect(dispatch.mail.to(ALICE)[0]?.text).not.toContain('backup')
    expect(dispatch.mail.to(BOB)[0]?.text).toContain('You are a backup contact')
    const told = await proofs(dispatch.db)
    expect(told).toHaveLength(2)
    expect(told.find(({ rank }) => rank === 'backup')).toMatchObject({
      ...{ organisation_id: acme, incident_id: incident, maintenance_id: null, purpose: 'master_case' },
      ...{ address_hash: addressHash(dispatch.db, BOB), channel: 'email', untold: null, at: dispatch.clock() },
    })
  })

  test('is told before whatever else waits, and to contacts before followers', async () => {
    const { dispatch, acme } = await open()
    await dispatch.crowd(3)
    await addContact(dispatch.db, acme, ALICE)
    await dispatch.post()
    await dispatch.post({ priority: 'P1G' })
    dispatch.mail.fault = () => ({ status: 503 })
    await dispatch.deliver()
    const ranks = (await dispatch.deliveries()).map(({ rank }) => rank)
    expect([...new Set(ranks)].sort()).toEqual([-1, 0, 1])
    dispatch.mail.fault = () => undefined
    dispatch.clock.advance(HOUR)
    await dispatch.deliver()
    expect(dispatch.mail.accepted[0]?.to).toBe(ALICE)
  })

  test('is no other incident, and none that is told to nobody', async () => {
    const { dispatch, acme } = await open()
    await addContact(dispatch.db, acme, ALICE)
    await dispatch.post()
    await dispatch.post({ priority: 'P1G', notify: false })
    await dispatch.post({ priority: 'P1G', drill: true })
    await dispatch.deliver()
    expect([dispatch.mail.accepted, await proofs(dispatch.db)]).toEqual([[], []])
  })

  test('comes once to whoever follows it as well, and says both', async () => {
    const { dispatch, acme } = await open()
    await dispatch.followByMail(ALICE, { type: 'platform', id: 'zoom-phone' })
    await dispatch.followByMail(ALICE.replace('alice', 'zoe'))
    await addContact(dispatch.db, acme, ALICE)
    await dispatch.post({ priority: 'P1G' })
    await dispatch.deliver()
    expect(dispatch.mail.accepted).toHaveLength(2)
    const [mail] = dispatch.mail.to(ALICE)
    for (const words of ['you follow Zoom Phone', 'Acme Freight named you', 'not these notices', 'Unsubscribe: '])
      expect(mail?.text).toContain(words)
    expect(mail?.headers).toHaveProperty('List-Unsubscribe')
  })

  test('comes once to whom two organisations named, and names both', async () => {
    const { dispatch, acme } = await open()
    const gamma = await addOrganisation(dispatch.db, 'Gamma', ['zoom-phone', 'teams'])
    await addContact(dispatch.db, acme, ALICE, { purposes: ['master_case'], rank: 'backup' })
    await addContact(dispatch.db, gamma, ALICE)
    await dispatch.post({ priority: 'P1G' })
    await dispatch.deliver()
    expect(dispatch.mail.accepted).toHaveLength(1)
    const text = dispatch.mail.to(ALICE)[0]?.text
    expect(text).toContain('because Gamma and Acme Freight named you for master cases.')
    expect(text).toContain('Check or correct your entry for Gamma: https://status.example/contacts/')
    expect(text).not.toContain('backup')
    expect((await proofs(dispatch.db)).map(({ organisation_id }) => organisation_id).sort()).toEqual(
      [acme, gamma].sort(),
    )
  })

  test('is told to the end to an organisation that changes its platforms, and from the next update on to one that begins', async () => {
    const { dispatch, acme, beta, subjects } = await open()
    await addContact(dispatch.db, acme, ALICE)
    await addContact(dispatch.db, beta, BOB)
    const incident = await dispatch.post({ priority: 'P1G' })
    await dispatch.deliver()
    accepted(await changeOrganisation(ctx(dispatch), acme, { platforms: [] }))
    accepted(await changeOrganisation(ctx(dispatch), beta, { platforms: ['zoom-phone'] }))
    await dispatch.update(incident, { phase: 'identified' })
    await dispatch.deliver()
    expect(subjects(ALICE)).toEqual(['[Incident] Investigating', '[Incident] Identified'])
    expect(subjects(BOB)).toEqual(['[Incident] Identified'])
  })

  test('is told from when it became one to when it is none any more', async () => {
    const { dispatch, acme, subjects } = await open()
    await addContact(dispatch.db, acme, ALICE)
    const incident = await dispatch.post()
    accepted(await changeIncident(ctx(dispatch), incident, { priority: 'P1G', reason: 'Many.', notify: true }))
    dispatch.clock.advance(MINUTE)
    await dispatch.update(incident, { phase: 'identified' })
    await dispatch.deliver()
    expect(subjects(ALICE)).toHaveLength(2)
    accepted(await changeIncident(ctx(dispatch), incident, { priority: 'P2', reason: 'One alone.', notify: true }))
    await dispatch.deliver()
    expect(subjects(ALICE)).toHaveLength(3)
    await dispatch.update(incident)
    await dispatch.deliver()
    expect(subjects(ALICE)).toHaveLength(3)
  })

  test('is told when it is resolved, reopened and explained; not when a text is put right', async () => {
    const { dispatch, acme, subjects } = await open()
    await addContact(dispatch.db, acme, ALICE)
    const incident = await dispatch.post({ priority: 'P1G' })
    const { id: update } = await dispatch.db.selectFrom('updates').select('id').executeTakeFirstOrThrow()
    accepted(await correctUpdate(ctx(dispatch), incident, update, { body: 'We are looking into this.' } as never))
    await dispatch.update(incident, { phase: 'resolved', platforms: [{ id: 'zoom-phone', impact: 'operational' }] })
    await dispatch.deliver()
    dispatch.clock.advance(HOUR)
    accepted(await reopenIncident(ctx(dispatch), incident, { body: 'It is back.', notify: true } as never))
    await dispatch.update(incident, { phase: 'resolved', platforms: [{ id: 'zoom-phone', impact: 'operational' }] })
    accepted(await publishPostmortem(ctx(dispatch), incident, { body: 'A card had failed.', notify: true } as never))
    await dispatch.deliver()
    expect(subjects(ALICE)).toHaveLength(5)
    expect((await proofs(dispatch.db)).length).toBe(5)
  })

  test('goes on in another one for the contacts of a duplicate', async () => {
    const { dispatch, beta, subjects } = await open()
    const gamma = await addOrganisation(dispatch.db, 'Gamma', ['teams'])
    await addContact(dispatch.db, beta, BOB)
    await addContact(dispatch.db, gamma, CAROL)
    const main = await dispatch.post({ priority: 'P1G', title: 'Main' })
    const duplicate = await dispatch.post({ priority: 'P1G', title: 'Duplicate', platforms: TEAMS })
    await dispatch.deliver()
    await dispatch.update(duplicate, { caseStatus: 'duplicate', duplicateOf: main })
    await dispatch.deliver()
    accepted(await changeOrganisation(ctx(dispatch), gamma, { platforms: [] }))
    await dispatch.update(main, { body: 'All of it.' })
    await dispatch.deliver()
    expect(subjects(CAROL)).toEqual(subjects(BOB))
    expect(subjects(BOB)).toEqual([
      '[Incident] Investigating',
      '[Incident] Continued in another incident',
      '[Incident] Investigating (Update)',
    ])
    expect(dispatch.mail.to(BOB).at(-1)?.subject).toContain('Main')
  })
})

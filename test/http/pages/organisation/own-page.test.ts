import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeOrganisationLink } from '../../../../server/actions/organisation/make-organisation-link.ts'
import { revokeOrganisationLink } from '../../../../server/actions/organisation/revoke-organisation-link.ts'
import { HOUR, MINUTE } from '../../../../server/domain/vocabulary.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import { resultText } from '../../../../src/i18n/told.ts'
import type { OrganisationView } from '../../../../src/views.ts'
import { nightWork } from '../../../support/app/maintenance-api.ts'
import { NOON, outage, type TestApp, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { addContact, addOrganisation } from '../../../support/organisations/organisations.ts'
import { eventsOf, noteTold } from '../../../support/organisations/proofs.ts'
import { contactCall } from '../../../support/organisations/rows.ts'
import { terminal } from '../../../support/process/terminal.ts'
import { accepted } from '../../../support/result.ts'

const BROWSER = { headers: { accept: 'text/html' } }

onEachDatabase("an organisation's own page", (fresh, freshFile) => {
  /** A customer of Voice with two contacts, told of a P1G there, beside a customer of Chat. */
  async function told(app: TestApp) {
    const { db } = app
    const acme = await addOrganisation(db, 'Acme', ['voice'])
    const other = await addOrganisation(db, 'Other', ['chat'])
    const phone = '+1 303 555 0107'
    const alice = await addContact(db, acme, 'alice@acme.example', { name: 'Alice', phone, purposes: ['master_case'] })
    const bob = await addContact(db, acme, 'bob@acme.example', {
      name: 'Bob',
      rank: 'backup',
      purposes: ['escalation'],
    })
    const zoe = await addContact(db, other, 'zoe@other.example', { name: 'Zoe' })
    const { id } = (await app.call('POST /incidents', { as: 'agent', body: outage() })).json
    await app.call('POST /maintenances', { as: 'agent', body: nightWork({ platforms: ['voice'] }) })
    const [opened] = await eventsOf(db, { incident_id: id })
    if (!opened) throw new Error('it was told')
    const bounced = {
      result: 'bounced',
      result_at: NOON + 9000,
      result_detail: '550 alice@acme.example unknown',
    } as const
    await noteTold(db, alice, opened, { state: 'sent', settled_at: NOON + 2000, ...bounced })
    await noteTold(db, zoe, opened, { state: 'sent', settled_at: NOON })
    await db
      .insertInto('contact_calls')
      .values({ ...contactCall, organisation_id: acme, incident_id: id, contact_id: bob, note: 'Rude.', at: NOON + 1 })
      .execute()
    const link = accepted(
      await makeOrganisationLink({ ...app.ctx(), actor: { name: 'staff/Lee', role: 'lead' } }, acme),
    )
    return { acme, alice, id, link, path: `//organisations/${link.token}/` }
  }
  const open = async (app: TestApp, path: string) => viewOf(await app.call(`GET ${path}`, BROWSER)) as OrganisationView

  test('shows its platforms, what is open and planned there, whom it named, and who was told; nothing of others', async () => {
    const app = await testApp((await fresh()).db)
    const { id, path } = await told(app)
    app.clock.now += 30 * MINUTE
    const view = await open(app, path)
    expect(view).toMatchObject({
      ...{ kind: 'organisation', state: 'shown', name: 'Acme', desk: 'desk@northline.example' },
      platforms: [{ name: 'VOICE', state: 'major_outage', since: NOON, archived: false }],
      open: [{ title: 'Calls fail', priority: 'P1G', dueAt: NOON + HOUR, isOverdue: false, platforms: ['VOICE'] }],
      contacts: [
        { name: 'Alice', email: 'a…@acme.example', phone: '…07', rank: 'primary', works: true },
        { name: 'Bob', email: 'b…@acme.example', phone: null, rank: 'backup', purposes: ['escalation'] },
      ],
      proofs: [
        {
          ...{ title: 'Calls fail', url: `/incidents/${id}/` },
          events: [
            { told: null, people: [{ name: 'Bob', channel: 'phone', result: 'reached' }] },
            { told: { what: 'opened' }, people: [{ name: 'Alice', result: 'bounced', why: '550 … unknown' }] },
          ],
        },
      ],
    })
    expect(view.days).toHaveLength(365)
    expect(view.platforms[0]?.uptime).toBeLessThan(10_000)
    expect(view.windows.map(({ platforms }) => platforms)).toEqual([['VOICE']])
    expect(JSON.stringify(view)).not.toMatch(/alice@|bob@|555 01|Rude|Zoe|Other|Rosa/)
  })

  test('shows what their mail server said, and nothing of ours that is in the way of a mail', async () => {
    const app = await testApp((await fresh()).db)
    const { path } = await told(app)
    const at = async (state: 'queued' | 'failed', error: string) => {
      const settled = {
        result: null,
        result_at: null,
        result_detail: null,
        settled_at: state === 'queued' ? null : NOON,
      }
      const result = { state, error, ...settled }
      await app.db.updateTable('deliveries').set(result).execute()
      const [person] = (await open(app, path)).proofs[0]?.events.at(-1)?.people ?? []
      const { text } = await app.call(`GET ${path}proof.csv`)
      expect(text).not.toMatch(/SMTP|ECONN|127\.0|Resend/)
      return [person?.name, person?.why, person && resultText(person, dictionary('en'))]
    }
    const givenUp = ['Alice', null, 'Not sent: given up']
    const away = 'SMTP: connect ECONNREFUSED 127.0.0.1:9225'
    expect(await at('queued', away)).toEqual(['Alice', null, 'Waiting to be sent'])
    expect(await at('failed', `gave up after 5 attempts: ${away}`)).toEqual(givenUp)
    expect(await at('failed', 'gave up after 5 attempts: SMTP: 535 5.7.8 bad login')).toEqual(givenUp)
    expect(await at('failed', 'Resend: API key is invalid')).toEqual(givenUp)
    const full = '452 4.2.2 mailbox full'
    expect(await at('failed', `gave up after 5 attempts: SMTP: ${full}`)).toEqual(['Alice', full, 'Not sent: given up'])
    const refused = ['Alice', '550 5.1.1 <…>: no such user', 'Refused by the mail server']
    expect(await at('failed', 'SMTP: 550 5.1.1 <alice@acme.example>: no such user')).toEqual(refused)
  })

  test('is kept and indexed by nobody, and is not there without its link, or once that was revoked', async () => {
    const app = await testApp((await fresh()).db)
    const { acme, link, path } = await told(app)
    const { status, headers } = await app.call(`GET ${path}`, BROWSER)
    expect([status, headers.get('cache-control'), headers.get('x-robots-tag')]).toEqual([200, 'no-store', 'noindex'])
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    const used = await app.db.selectFrom('organisation_links').select('used_at').executeTakeFirstOrThrow()
    expect(used.used_at).toBe(NOON)
    accepted(await revokeOrganisationLink(app.ctx(), acme, link.id))
    for (const gone of [path, `${path}proof.csv`, `//organisations/${'a'.repeat(43)}/`]) {
      const answer = await app.call(`GET ${gone}`, BROWSER)
      expect([answer.status, viewOf(answer)]).toEqual([404, { kind: 'organisation', state: 'unknown' }])
    }
  })

  test('gives its proofs as a file that the doctor finds genuine, and prints the lines by which it is known', async () => {
    const place = await freshFile()
    const run = await terminal(place)
    const app = await testApp(place.db)
    const { path, acme } = await told(app)
    const { headers, text } = await app.call(`GET ${path}proof.csv`)
    expect([headers.get('cache-control'), headers.get('content-disposition')]).toEqual([
      'no-store',
      'attachment; filename="proof.csv"',
    ])
    expect(text).not.toMatch(/alice@|bob@|Rude|Zoe|Rosa/)
    const file = join(process.env.DATA_DIR ?? '', 'proof.csv')
    writeFileSync(file, text)
    const { code, stdout } = await run('doctor', '--proof', file)
    expect([code, stdout]).toEqual([0, expect.stringContaining(`genuine, 2 lines for Acme (organisation/${acme})`)])
    const { seal } = await open(app, path)
    expect(text.trimEnd().split('\r\n').slice(-6)).toEqual(seal.map((cells) => cells.join(',')))
  })
})

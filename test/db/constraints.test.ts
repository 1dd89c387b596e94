import { beforeAll, expect, test } from 'vitest'
import type { Db, Schema } from '../../db/schema/index.ts'
import { START } from '../support/clock.ts'
import { onEachDatabase } from '../support/database.ts'
import * as contacts from '../support/organisations/rows.ts'
import * as row from '../support/rows.ts'

/** In the order in which they refer to each other. */
const GOOD = {
  platforms: row.platform,
  incidents: row.incident,
  updates: row.update,
  impacts: row.impact,
  events: row.event,
  subscribers: row.subscriber,
  subscriptions: row.subscription,
  deliveries: row.delivery,
  tokens: row.token,
  allowances: row.allowance,
  templates: row.template,
  drafts: row.draft,
  submissions: row.submission,
  handovers: row.handover,
  organisations: contacts.organisation,
  organisation_platforms: contacts.organisationPlatform,
  contacts: contacts.contact,
  organisation_links: contacts.organisationLink,
  contact_requests: contacts.contactRequest,
  contact_notices: contacts.contactNotice,
  contact_calls: contacts.contactCall,
  erasures: contacts.erasure,
} as const
type Table = keyof typeof GOOD

const CHECK = /check constraint/i
const UNIQUE = /unique constraint/i
const MISSING = /foreign key constraint/i
const EMPTY = /not[- ]null constraint/i

/** What is wrong, the table, the bad values laid over a good row, and the rule that refuses it. */
const BAD: [string, Table, Record<string, unknown>, RegExp][] = [
  ['a flag that is neither 0 nor 1', 'platforms', { id: 'other', archived: 2 }, CHECK],
  ['a platform twice', 'platforms', {}, UNIQUE],
  ['a platform without a name', 'platforms', { id: 'other', name: null }, EMPTY],
  ['a priority that the plan does not know', 'incidents', { id: 'other', priority: 'P5' }, CHECK],
  ['a phase that nobody knows', 'incidents', { id: 'other', phase: 'fixed' }, CHECK],
  ['a case status that nobody knows', 'incidents', { id: 'other', case_status: 'open' }, CHECK],
  ['an open incident that owes no update', 'incidents', { id: 'other', next_update_due_at: null }, CHECK],
  [
    'a resolved incident without the time',
    'incidents',
    { id: 'other', phase: 'resolved', next_update_due_at: null },
    CHECK,
  ],
  [
    'a resolved incident that owes an update',
    'incidents',
    { id: 'other', phase: 'resolved', resolved_at: START },
    CHECK,
  ],
  ['an open incident with a time of resolution', 'incidents', { id: 'other', resolved_at: START }, CHECK],
  ['an update of no incident', 'updates', { id: 'other', incident_id: 'nowhere' }, MISSING],
  ['a second first update', 'updates', { id: 'other' }, UNIQUE],
  ['an open update that promises nothing', 'updates', { id: 'other', sequence: 2, due_at: null }, CHECK],
  ['a resolution that promises more', 'updates', { id: 'other', sequence: 2, phase: 'resolved' }, CHECK],
  ['a promise on grounds nobody knows', 'updates', { id: 'other', sequence: 2, basis: 'luck' }, CHECK],
  ['maintenance as the doing of an incident', 'impacts', { until_at: START, impact: 'under_maintenance' }, CHECK],
  ['two impacts at once of one incident on one platform', 'impacts', { impact: 'partial_outage' }, UNIQUE],
  ['an impact that ends before it begins', 'impacts', { until_at: START - 1 }, CHECK],
  ['an impact on a platform that is not there', 'impacts', { platform_id: 'fax' }, MISSING],
  ['an event twice', 'events', {}, UNIQUE],
  ['an event that tells nothing', 'events', { id: 2, notice: null }, CHECK],
  ['an address twice on one channel', 'subscribers', { id: 'other' }, UNIQUE],
  ['a subscriber switched off without saying why', 'subscribers', { id: 'other', address: 'b', state: 'off' }, CHECK],
  ['a reason to be off while on', 'subscribers', { id: 'other', address: 'b', off_reason: 'bounced' }, CHECK],
  ['a request twice', 'subscriptions', { id: 'other' }, UNIQUE],
  ['a platform to follow without its name', 'subscriptions', { id: 'other', scope_id: '' }, CHECK],
  ['everything, but only some of it', 'subscriptions', { id: 'other', scope_type: 'all' }, CHECK],
  [
    'an active request that nobody confirmed',
    'subscriptions',
    { id: 'other', scope_id: 'b', confirmed_at: null },
    CHECK,
  ],
  ['a request of nobody', 'subscriptions', { id: 'other', subscriber_id: 'nobody' }, MISSING],
  ['one event told to one subscriber twice', 'deliveries', {}, UNIQUE],
  ['a message being sent that nobody has claimed', 'deliveries', { state: 'sending' }, CHECK],
  ['a claim on a message that nobody sends', 'deliveries', { lease_token: 'mine' }, CHECK],
  ['a message about no event', 'deliveries', { event_id: 99 }, MISSING],
  ['a role that is none', 'tokens', { id: 'other', hash: 'x', role: 'owner' }, CHECK],
  ['one secret for two tokens', 'tokens', { id: 'other' }, UNIQUE],
  ['an allowance twice', 'allowances', {}, UNIQUE],
  ['a customer number twice', 'organisations', { id: 'other' }, UNIQUE],
  [
    'an organisation that was asked by nobody',
    'organisations',
    { id: 'other', customer_number: null, asked_at: START },
    CHECK,
  ],
  ['an organisation that uses what is not there', 'organisation_platforms', { platform_id: 'fax' }, MISSING],
  ['an address twice in one organisation', 'contacts', { id: 'other' }, UNIQUE],
  ['a contact of a rank that nobody knows', 'contacts', { id: 'other', email: 'b', rank: 'third' }, CHECK],
  ['a contact of no organisation', 'contacts', { id: 'other', organisation_id: 'nobody' }, MISSING],
  ['a contact that nothing can be sent to', 'contacts', { id: 'other', email: 'b', subscriber_id: 'nobody' }, MISSING],
  ['a link to a page twice', 'organisation_links', { id: 'other' }, UNIQUE],
  ['a request that ended without an outcome', 'contact_requests', { id: 'other', ended_at: START }, CHECK],
  ['a proof twice', 'contact_notices', {}, UNIQUE],
  [
    'a proof that an escalation was told by itself',
    'contact_notices',
    { address_hash: 'b', purpose: 'escalation' },
    CHECK,
  ],
  ['a proof about nothing', 'contact_notices', { address_hash: 'b', incident_id: null }, CHECK],
  ['a call by a way that nobody knows', 'contact_calls', { id: 'other', channel: 'fax' }, CHECK],
  ['an erasure twice', 'erasures', {}, UNIQUE],
  ['a template for no phase', 'templates', { id: 'other', phase: 'fixed' }, CHECK],
  ['a draft of nobody we know of', 'drafts', { id: 'other', source: 'robot' }, CHECK],
  ['a draft of an incident that is not there', 'drafts', { id: 'other', incident_id: 'nowhere' }, MISSING],
  ['a draft of two objects', 'drafts', { id: 'other', maintenance_id: 'window' }, CHECK],
  ['a draft that is open and over', 'drafts', { id: 'other', ended_at: START }, CHECK],
  ['a posted draft that keeps its text', 'drafts', { id: 'other', state: 'posted', ended_at: START }, CHECK],
  [
    'a draft that was thrown away and became something',
    'drafts',
    { id: 'other', state: 'discarded', fields: '{}', ended_at: START, became: 'update000001' },
    CHECK,
  ],
  ['a submission of no draft', 'submissions', { draft_id: 'nowhere' }, MISSING],
  ['a submission that is returned by nobody', 'submissions', { draft_id: 'other', returned_by: null }, CHECK],
  ['a submission that waits and was returned', 'submissions', { draft_id: 'other', state: 'waiting' }, CHECK],
  ['a submission that is returned without a reason', 'submissions', { draft_id: 'other', reason: null }, CHECK],
  ['a handover that nobody took on at a time', 'handovers', { id: 'other', acknowledged_by: null }, CHECK],
  ['an allowance without its end', 'allowances', { key: 'other', whole_at: null }, EMPTY],
]

onEachDatabase('the database', (fresh, _, common) => {
  const filled = common()
  beforeAll(() => storeAll(filled().db))

  test('takes what is right', async () => {
    const { db } = filled()
    for (const table of tables) expect(await db.selectFrom(table).selectAll().execute()).toHaveLength(1)
  })

  test.each(BAD)('refuses %s', async (_, table, differences, rule) => {
    const spoiled = filled()
      .db.insertInto(table)
      .values(Object.assign({}, GOOD[table], differences))
    await expect(spoiled.execute()).rejects.toThrow(rule)
  })

  test('lets no platform go that an incident has touched', async () => {
    await expect(filled().db.deleteFrom('platforms').execute()).rejects.toThrow(MISSING)
  })

  test('forgets with an incident what belongs to it, and with a subscriber what they asked for', async () => {
    const { db } = await fresh()
    await storeAll(db)
    await db.deleteFrom('incidents').execute()
    // Contacts hold on to the subscriber at their address.
    await db.deleteFrom('organisations').execute()
    await db.deleteFrom('subscribers').execute()
    const left = await Promise.all(
      tables.map(async (table) => [table, await db.selectFrom(table).selectAll().execute()]),
    )
    const kept = left.filter(([, rows]) => rows?.length).map(([table]) => table)
    expect(kept).toEqual(['platforms', 'events', 'tokens', 'allowances', 'templates', 'handovers', 'erasures'])
  })
})

const tables = Object.keys(GOOD) as (keyof typeof GOOD & keyof Schema)[]

async function storeAll(db: Db): Promise<void> {
  for (const table of tables) await db.insertInto(table).values(GOOD[table]).execute()
}

import type { NewRow } from '../../db/schema/index.ts'
import { hours, START } from './clock.ts'

/** Rows that the database accepts, to be spoiled one value at a time. */

export const platform: NewRow<'platforms'> = {
  id: 'teams',
  name: 'Microsoft Teams',
  group_name: 'Voice',
  description: null,
  position: 1,
  archived: 0,
  demo: 0,
  created_at: START,
  updated_at: START,
}

export const incident: NewRow<'incidents'> = {
  id: 'abcdefghijkl',
  title: 'Calls to Teams fail',
  priority: 'P1G',
  phase: 'investigating',
  case_status: 'in_progress',
  case_number: null,
  vendor: null,
  opened_at: START,
  started_at: null,
  resolved_at: null,
  next_update_due_at: START + hours(1),
  etr: null,
  hold_until: null,
  drill: 0,
  demo: 0,
  created_at: START,
  updated_at: START,
  published_at: null,
}

export const update: NewRow<'updates'> = {
  id: 'update000001',
  incident_id: 'abcdefghijkl',
  sequence: 1,
  phase: 'investigating',
  case_status: 'in_progress',
  body: 'We are looking into it.',
  translations: '{}',
  changes: '[]',
  due_at: START + hours(1),
  basis: 'cadence',
  etr: null,
  hold_until: null,
  reason: null,
  author: 'Rosa',
  notify: 1,
  created_at: START,
  corrected_at: null,
}

export const impact: NewRow<'impacts'> = {
  incident_id: 'abcdefghijkl',
  platform_id: 'teams',
  impact: 'major_outage',
  from_at: START,
  until_at: null,
}

export const event: NewRow<'events'> = {
  id: 1,
  kind: 'incident.opened',
  at: START,
  incident_id: 'abcdefghijkl',
  update_id: 'update000001',
  platforms: '["teams"]',
  notify: 1,
  rank: 0,
  notice: '{}',
  expanded_to: '',
  expanded_at: null,
}

export const rung: NewRow<'rungs'> = {
  promise_id: 'update000001',
  rung: -900_000,
  attempt: 0,
  incident_id: 'abcdefghijkl',
  maintenance_id: null,
  due_at: START + hours(1),
  state: 'told',
  at: START,
  event_id: 1,
  roles: '["desk"]',
  people: '[]',
  gaps: '[]',
}

export const subscriber: NewRow<'subscribers'> = {
  id: 'alice0000000',
  channel: 'email',
  address: 'alice@customer.example',
  keys: null,
  locale: 'en',
  time_zone: null,
  state: 'active',
  off_reason: null,
  source: 'page',
  created_at: START,
  updated_at: START,
}

export const subscription: NewRow<'subscriptions'> = {
  id: 'follow000001',
  subscriber_id: 'alice0000000',
  scope_type: 'platform',
  scope_id: 'teams',
  incidents: 1,
  maintenance: 1,
  state: 'active',
  requested_at: START,
  confirmed_at: START,
}

export const delivery: NewRow<'deliveries'> = {
  event_id: 1,
  subscriber_id: 'alice0000000',
  channel: 'email',
  topic: 'abcdefghijkl',
  lane: 'alice0000000',
  rank: 0,
  state: 'queued',
  because: '{"type":"all"}',
  attempts: 0,
  due_at: START,
  lease_until: null,
  lease_token: null,
  batch_id: null,
  error: null,
  reference: null,
  created_at: START,
  settled_at: null,
}

export const token: NewRow<'tokens'> = {
  id: 'token0000001',
  name: 'desk',
  role: 'agent',
  hash: 'ab'.repeat(32),
  created_at: START,
  last_used_at: null,
  revoked_at: null,
}

export const allowance: NewRow<'allowances'> = { key: 'a hash', whole_at: START }

export const template: NewRow<'templates'> = {
  id: 'template0001',
  name: 'Solved',
  phase: 'resolved',
  platforms: '["teams"]',
  title: null,
  body: 'It works again.',
  demo: 0,
  created_at: START,
  updated_at: START,
}

export const submission: NewRow<'submissions'> = {
  draft_id: 'draft0000001',
  command: '{"do":"update","id":"abcdefghijkl","command":{"body":"We know.","notify":true}}',
  author_id: null,
  author_role: 'agent',
  state: 'returned',
  submitted_at: START,
  returned_by: 'Lee',
  returned_at: START,
  reason: 'Which cause?',
}

export const handover: NewRow<'handovers'> = {
  id: 'handover0001',
  author: 'Rosa',
  author_id: null,
  note: 'Quiet.',
  items: '{"owed":[],"open":[],"windows":[],"waiting":[]}',
  demo: 0,
  created_at: START,
  acknowledged_by: 'Lee',
  acknowledged_at: START,
}

export const draft: NewRow<'drafts'> = {
  id: 'draft0000001',
  source: 'person',
  author: 'Rosa',
  saved_by: 'Rosa',
  kind: 'update',
  incident_id: 'abcdefghijkl',
  maintenance_id: null,
  fields: '{"body":"We know."}',
  base: 1,
  revision: 1,
  state: 'open',
  became: null,
  created_at: START,
  updated_at: START,
  ended_at: null,
}

export const person: NewRow<'people'> = {
  id: 'person000001',
  email: 'rosa@northline.example',
  name: 'Rosa',
  role: 'agent',
  password: null,
  totp_secret: null,
  disabled_at: null,
  created_at: START,
  updated_at: START,
}

export const identity: NewRow<'identities'> = {
  ...{ issuer: 'https://login.example.com', tenant: '', subject: 'one', person_id: person.id, created_at: 1 },
}

export const passkey: NewRow<'passkeys'> = {
  ...{ id: 'passkey00001', credential: 'a', person_id: 'person000001', name: 'Phone', public_key: 'a', counter: 0 },
  ...{ created_at: START, last_used_at: null },
}

export const session: NewRow<'sessions'> = {
  id: 'session00001',
  hash: 'a',
  person_id: 'person000001',
  browser: 'Firefox on Linux',
  created_at: START,
  seen_at: START,
}

export const setupLink: NewRow<'setup_links'> = {
  hash: 'a',
  purpose: 'reset',
  person_id: 'person000001',
  created_at: START,
  expires_at: START + hours(24),
  used_at: null,
  event_id: null,
}

import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import webpush from 'web-push'
import { newestEvent } from '../../../db/delivery/events.ts'
import { write } from '../../../db/open.ts'
import type { Db, NewRow, Row } from '../../../db/schema/index.ts'
import { accountSecretOf, addressSecretOf } from '../../../db/system/audit-key.ts'
import type { ActionContext } from '../../../server/actions/context.ts'
import { openIncident } from '../../../server/actions/incident/open-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { createPlatform } from '../../../server/actions/platform/create-platform.ts'
import { subscribeByLink } from '../../../server/actions/subscription/subscribe-by-link.ts'
import { emailKind } from '../../../server/channels/email/kind.ts'
import { type ChannelConfig, createChannels } from '../../../server/channels/index.ts'
import { createDispatcher, type Dispatcher } from '../../../server/dispatch/dispatcher.ts'
import { plainTime, type Time } from '../../../server/dispatch/time.ts'
import type { OpenCommand } from '../../../server/domain/incident/opening.ts'
import type { UpdateCommand } from '../../../server/domain/incident/updating.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import type { Result } from '../../../server/domain/refusal.ts'
import { KINDS, type Scope } from '../../../server/domain/vocabulary.ts'
import { newId } from '../../../server/lib/ids.ts'
import { type ManualClock, manualClock } from '../clock.ts'
import {
  type Browser,
  type MailProvider,
  type PushService,
  startMailProvider,
  startPushService,
} from '../outside/index.ts'
import { ROSA } from '../people.ts'
import { SUPPORT } from './notices.ts'

export interface LogLine {
  level: 'info' | 'warn' | 'error'
  fields: object
  text: string
}

/** Incidents that are posted, subscribers, stand-ins for the world outside, and dispatchers that deliver. */
export interface TestDispatcher {
  db: Db
  clock: ManualClock
  mail: MailProvider
  push: PushService
  config: ChannelConfig
  log: LogLine[]
  /** Another dispatcher on the same database. */
  dispatcher(change?: Partial<ChannelConfig>, time?: Partial<Time>, random?: () => number): Dispatcher
  /** Delivers everything that is due now. */
  deliver(): Promise<void>
  /** Opens an incident on `zoom-phone` and returns its id. */
  post(command?: Partial<OpenCommand> & { body?: string }, actor?: ActionContext['actor']): Promise<string>
  update(incidentId: string, command?: Partial<UpdateCommand>): Promise<void>
  /** Somebody asks to follow everything at an address, which has to confirm. */
  ask(address: string): Promise<void>
  followByMail(address: string, scope?: Scope, more?: Partial<Row<'subscribers'>>): Promise<string>
  followByPush(browser: Browser, scope?: Scope, more?: Partial<Row<'subscribers'>>): Promise<string>
  /** Many at once: `customer0@example.org` and so on. Returns their addresses. */
  crowd(count: number, scopeOf?: (index: number) => Scope): Promise<string[]>
  deliveries(): Promise<Row<'deliveries'>[]>
  subscriber(id: string): Promise<Row<'subscribers'>>
}

export const VAPID = { subject: 'mailto:desk@northline.example', ...webpush.generateVAPIDKeys() }

/** A dispatcher with everything around it on a migrated database with two platforms; closed after the test. */
export async function testDispatcher(db: Db, change: Partial<ChannelConfig> = {}): Promise<TestDispatcher> {
  const [mail, push] = [await startMailProvider(), await startPushService()]
  const clock = manualClock()
  const log: LogLine[] = []
  const config: ChannelConfig = {
    publicUrl: 'https://status.example',
    siteName: 'Northline status',
    languages: ['en'],
    zone: 'America/Denver',
    emailFrom: 'Northline status <status@notify.northline.example>',
    emailReplyTo: 'desk@northline.example',
    linkSecret: 'a secret of the tests',
    accountSecret: accountSecretOf(db),
    addressSecret: addressSecretOf(db),
    outboundAllow: [],
    support: SUPPORT,
    mail: { kind: 'resend', apiKey: 're_test', baseUrl: mail.url },
    vapid: VAPID,
    pushExtraOrigins: [push.url],
    ...change,
  }
  for (const close of [mail.close, push.close]) onTestFinished(close)
  const dispatcher = (changed: Partial<ChannelConfig> = {}, time: Partial<Time> = {}, random = () => 0.5) => {
    const made = createDispatcher({
      db,
      channels: createChannels({ ...config, ...changed }, clock),
      clock,
      time: { ...plainTime(clock), ...time },
      random,
      log: logInto(log),
    })
    onTestFinished(() => made.stop())
    return made
  }
  const first = dispatcher()
  const ctx = (): ActionContext => ({ db, plan: DEFAULT_PLAN, actor: ROSA, now: clock() })
  for (const [id, name] of [
    ['zoom-phone', 'Zoom Phone'],
    ['teams', 'Microsoft Teams'],
  ] as const) {
    value(await createPlatform({ ...ctx(), actor: { name: 'Ada', role: 'admin' } }, { id, name, group: 'Voice' }))
  }
  return {
    ...{ db, clock, mail, push, config, log, dispatcher },
    deliver: () => first.runUntilIdle(),
    post: async ({ body, ...command } = {}, actor = ROSA) => {
      const opened = await openIncident(
        { ...ctx(), actor },
        {
          title: 'Calls to Denver fail',
          priority: 'P2',
          platforms: [{ id: 'zoom-phone', impact: 'partial_outage' }],
          update: { body: body ?? 'We are looking into it.' },
          notify: true,
          drill: false,
          ...command,
        },
      )
      return value(opened).id
    },
    update: async (incidentId, command = {}) => {
      value(await postUpdate(ctx(), incidentId, { body: 'More is known.', notify: true, ...command }))
    },
    ask: async (address) => {
      const scopes = [{ type: 'all' as const }]
      const target = { address, keys: null }
      const request = { kind: emailKind, target, scopes, kinds: KINDS, locale: 'en', source: 'page' as const }
      value(await subscribeByLink(ctx(), request))
    },
    followByMail: (address, scope, more) => follow(db, clock(), { channel: 'email', address, ...more }, scope),
    followByPush: ({ subscription: { endpoint, keys } }, scope, more) =>
      follow(db, clock(), { channel: 'webpush', address: endpoint, keys: JSON.stringify(keys), ...more }, scope),
    crowd: async (count, scopeOf = () => ({ type: 'all' })) => {
      const people = Array.from({ length: count }, (_, index) => ({
        address: `customer${index}@example.org`,
        scope: scopeOf(index),
      }))
      await followAll(db, clock(), people)
      return people.map(({ address }) => address)
    },
    deliveries: () => db.selectFrom('deliveries').selectAll().orderBy('event_id').orderBy('subscriber_id').execute(),
    subscriber: (id) => db.selectFrom('subscribers').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  }
}

function logInto(lines: LogLine[]) {
  const level = (name: LogLine['level']) => (fields: object, text: string) => {
    lines.push({ level: name, fields, text })
  }
  return { info: level('info'), warn: level('warn'), error: level('error') }
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.refusal.detail)
  return result.value
}

/** Adds a confirmed subscriber and returns its id. */
async function follow(db: Db, now: number, who: Who, scope: Scope = { type: 'all' }): Promise<string> {
  const row = subscriber(who, now)
  await write(db, async (trx) => {
    await trx.insertInto('subscribers').values(row).execute()
    await trx
      .insertInto('subscriptions')
      .values({ ...subscription(row.id, scope, now), since_event: await newestEvent(trx) })
      .execute()
  })
  return row.id
}

/** Confirmed subscribers by e-mail. */
async function followAll(db: Db, now: number, people: { address: string; scope: Scope }[]): Promise<void> {
  const rows = people.map(({ address }) => subscriber({ channel: 'email', address }, now))
  const scopes = people.map(({ scope }, index) => subscription(rows[index]?.id ?? '', scope, now))
  await write(db, async (trx) => {
    for (let start = 0; start < rows.length; start += 1000) {
      await trx
        .insertInto('subscribers')
        .values(rows.slice(start, start + 1000))
        .execute()
      await trx
        .insertInto('subscriptions')
        .values(scopes.slice(start, start + 1000))
        .execute()
    }
  })
}

type Who = Pick<Row<'subscribers'>, 'channel' | 'address'> & Partial<Row<'subscribers'>>

function subscriber(who: Who, now: number): NewRow<'subscribers'> {
  return {
    ...{ id: newId(), keys: null, locale: 'en', time_zone: null, source: 'test' },
    ...{ state: 'active', off_reason: null, created_at: now, updated_at: now },
    ...who,
  }
}

/** What a confirmed subscriber follows. */
function subscription(subscriberId: string, scope: Scope, now: number): NewRow<'subscriptions'> {
  return {
    id: randomUUID(),
    subscriber_id: subscriberId,
    scope_type: scope.type,
    scope_id: scope.type === 'all' ? '' : scope.id,
    incidents: 1,
    maintenance: 1,
    state: 'active',
    requested_at: now,
    confirmed_at: now,
  }
}

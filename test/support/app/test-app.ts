import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import type { Db } from '../../../db/schema/index.ts'
import type { ActionContext } from '../../../server/actions/context.ts'
import { createPlatform } from '../../../server/actions/platform/create-platform.ts'
import { createToken } from '../../../server/actions/staff/create-token.ts'
import { CHANNEL_KINDS } from '../../../server/channels/kinds.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { DEFAULT_SIGN_IN } from '../../../server/domain/staff/sign-in-rules.ts'
import { HOUR, type Role } from '../../../server/domain/vocabulary.ts'
import { createApp } from '../../../server/http/app.ts'
import type { AppDeps } from '../../../server/http/deps.ts'
import type { PageContext, View } from '../../../src/views.ts'
import { SUPPORT } from '../dispatch/notices.ts'
import { accepted } from '../result.ts'

/** What mails say of the site. */
export const MAIL_SITE: AppDeps['mailSite'] = {
  publicUrl: 'https://status.example.com',
  siteName: 'Northline Communications',
  languages: ['en'],
  zone: 'America/Denver',
  emailFrom: 'Northline Communications <status@northline.example>',
  emailReplyTo: 'desk@northline.example',
  linkSecret: 'a secret for tests',
  accountSecret: 'another secret of the tests',
  support: SUPPORT,
}

export const NOON = Date.UTC(2026, 10, 10, 12)

/** Publisher, dispatcher and renderer as the HTTP layer sees them: how often it told them, and what they answer. */
interface StandIns {
  published: number
  nudged: number
  cannotPublish: boolean
  cannotRender: boolean
  /** Are public files still to be made? */
  isMaking: boolean
  problems: { publisher: string[]; dispatcher: string[] }
}

export type TestApp = Awaited<ReturnType<typeof testApp>>

/** An application on a database, with the platforms Voice and Chat, a clock that stands, and a token for each role. */
export async function testApp(db: Db, changes: Partial<AppDeps> = {}) {
  const clock = { now: NOON }
  const standIns: StandIns = {
    published: 0,
    nudged: 0,
    cannotPublish: false,
    cannotRender: false,
    isMaking: false,
    problems: { publisher: [], dispatcher: [] },
  }
  const deps: AppDeps = {
    db,
    plan: { ...DEFAULT_PLAN, signIn: { ...DEFAULT_SIGN_IN, provider: changes.singleSignOn?.name ?? null } },
    site: {
      name: 'Northline Communications',
      url: 'https://status.example.com',
      zone: 'America/Denver',
      locale: 'en',
      languages: ['en'],
      pushKey: '',
      pushChannel: 'webpush',
      demo: false,
      supportUrl: null,
      mailIsAnswered: true,
    },
    linkSecret: 'a secret for tests',
    publisher: {
      async publish() {
        standIns.published++
        if (standIns.cannotPublish) throw new Error('the renderer is broken')
        await db
          .updateTable('incidents')
          .set({ published_at: clock.now })
          .where('published_at', 'is', null)
          .where('drill', '=', 0)
          .execute()
      },
      holds: (path) => path === '/history.rss',
      isComplete: () => !standIns.isMaking,
      status: () => ({ problems: standIns.problems.publisher, measures: { publisher_lag_events: 0 } }),
    },
    dispatcher: {
      nudge: () => {
        standIns.nudged++
      },
      status: () => ({ problems: standIns.problems.dispatcher }),
    },
    renderer: {
      async render(context: PageContext) {
        if (standIns.cannotRender) throw new Error('a component threw')
        return `<!doctype html><script type="application/json">${JSON.stringify(context.view)}</script>`
      },
      headerPolicy: () => "default-src 'self'; frame-ancestors 'none'",
    },
    mailSite: MAIL_SITE,
    channels: CHANNEL_KINDS,
    addressRules: { pushExtraOrigins: [], outboundAllow: [] },
    clock: () => clock.now,
    log: pino({ level: 'silent' }),
    trustedProxies: [],
    metricsToken: 'a-metrics-token-for-tests',
    // Nobody has been sent anything yet: whoever puts mail there makes it, and takes it away.
    mailFolder: join(tmpdir(), `signalpost-mail-${randomUUID()}`),
    ...changes,
  }
  const ctx = (): ActionContext => ({
    db,
    plan: DEFAULT_PLAN,
    actor: { name: 'test', role: 'admin' },
    now: clock.now,
  })
  for (const id of ['voice', 'chat']) {
    accepted(await createPlatform(ctx(), { id, name: id.toUpperCase(), group: 'Calling' }))
  }
  const tokens = {} as Record<Role, string>
  for (const role of ['reporter', 'agent', 'lead', 'admin'] as const) {
    tokens[role] = accepted(await createToken(ctx(), { name: role, role })).token
  }
  const hono = createApp(deps)
  /** Asks another instance on the same data, or the same one after a restart. */
  const another = (on: Db = db, changes: Partial<AppDeps> = {}) => ({
    call: caller(createApp({ ...deps, db: on, ...changes }), tokens),
  })
  return { hono, db, deps, clock, standIns, tokens, ctx, another, call: caller(hono, tokens) }
}

interface Call {
  as?: Role
  body?: unknown
  /** Sent as it is. */
  raw?: BodyInit
  key?: string
  headers?: Record<string, string>
  from?: string
}

interface Answer {
  status: number
  headers: Headers
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  json: any
}

/** `call('POST /incidents', { as: 'agent', body })` against `/api/v1`; a path from the root begins with `//`. */
function caller(hono: ReturnType<typeof createApp>, tokens: Record<Role, string>) {
  return async (line: string, call: Call = {}): Promise<Answer> => {
    const [method = 'GET', path = ''] = line.split(' ')
    const headers = {
      ...(call.as && { authorization: `Bearer ${tokens[call.as]}` }),
      ...(call.body !== undefined && { 'content-type': 'application/json' }),
      ...(call.key && { 'idempotency-key': call.key }),
      ...call.headers,
    }
    const body = call.raw ?? (call.body === undefined ? null : JSON.stringify(call.body))
    const url = path.startsWith('//') ? path.slice(1) : `/api/v1${path}`
    const connection = { incoming: { socket: { remoteAddress: call.from ?? '192.0.2.1' } } }
    const response = await hono.request(url, { method, headers, body }, connection as never)
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson && text ? JSON.parse(text) : undefined,
    }
  }
}

/** The view that a page was rendered from. */
export function viewOf(answer: Answer): View {
  const [, json] = /<script type="application\/json">(.*)<\/script>/s.exec(answer.text) ?? []
  return JSON.parse(json ?? 'null') as View
}

/** A P1G that takes Voice down. */
export function outage(changes: Record<string, unknown> = {}) {
  return {
    title: 'Calls fail',
    priority: 'P1G',
    platforms: [{ id: 'voice', impact: 'major_outage' }],
    update: { body: 'Calls fail for several organisations. We are investigating.' },
    ...changes,
  }
}

/** A form as a browser sends it. */
export function form(fields: [string, string][]): Call {
  return {
    raw: new URLSearchParams(fields),
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
  }
}

export const IN_AN_HOUR = new Date(NOON + HOUR).toISOString()

import type { HttpBindings } from '@hono/node-server'
import type { Logger } from 'pino'
import type { Db } from '../../db/schema/index.ts'
import type { FeedLink, PageContext, Site } from '../../src/views.ts'
import type { Caller } from '../actions/staff/authenticate.ts'
import type { AddressRules, ChannelKind } from '../channels/kind.ts'
import type { Plan } from '../domain/plan/plan.ts'
import type { Instant } from '../domain/vocabulary.ts'
import type { Limits } from './middleware/limits.ts'

/** How a part of the service is: `problems` say in words what keeps it from its work. */
export interface PartStatus {
  problems: readonly string[]
  /** Numbers for operators, by metric name (`publisher_lag_events`). */
  gauges?: Readonly<Record<string, number>>
}

/** Everything the HTTP layer needs of the rest of the service. */
export interface AppDeps {
  db: Db
  plan: Plan
  site: Site
  /** The site as it is now: a demonstration may have been cleared since the start. Without it `site` stays. */
  readSite?: (() => Promise<Site>) | undefined
  /** The feeds that every page links. */
  feeds?: readonly FeedLink[] | undefined
  /** Signs the links in mails. */
  linkSecret: string
  publisher: {
    /** Resolves once the page shows every event recorded before the call; rejects when it could not. */
    publish(): Promise<void>
    status(): PartStatus
    /** Is there a public file at this path? Whoever reads it asks elsewhere. */
    holds(path: string): boolean
  }
  dispatcher: { nudge(): void; status(): PartStatus }
  /** HTML of a page; rejects if it cannot be rendered. */
  renderer: { render(context: PageContext): Promise<string>; headerPolicy(html: string): string }
  /** The channels that can be subscribed by. */
  channels: readonly ChannelKind[]
  addressRules: AddressRules
  clock(): Instant
  log: Logger
  /** Addresses or CIDRs whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[]
  metricsToken?: string | undefined
  /** The local mailbox, when mail goes there. */
  mailFolder?: string | undefined
  limits?: Partial<Limits> | undefined
}

/** What a request carries through the layer. Bindings are absent when a test calls the app directly. */
export interface Env {
  Bindings: Partial<HttpBindings>
  Variables: {
    /** Whose token came with the request; null: nobody's. */
    caller: Caller | null
  }
}

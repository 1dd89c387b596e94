import type { HttpBindings } from '@hono/node-server'
import type { Logger } from 'pino'
import type { Db } from '../../db/schema/index.ts'
import type { FeedLink, PageContext, Site } from '../../src/views.ts'
import type { Caller } from '../actions/staff/authenticate.ts'
import type { StaffSession } from '../actions/staff/authenticate-session.ts'
import type { AddressRules, ChannelKind } from '../channels/kind.ts'
import type { Plan } from '../domain/plan/plan.ts'
import type { SingleSignOn } from '../domain/staff/single-sign-on.ts'
import type { Instant } from '../domain/vocabulary.ts'
import type { Measures } from '../lib/metrics/catalogue.ts'
import type { PreviewDeps } from '../preview/preview.ts'
import type { BoardLimits } from './console/board/limits.ts'
import type { Limits } from './middleware/limits.ts'

/** The state of a part of the service. `problems` say what keeps it from working. */
interface PartStatus {
  problems: readonly string[]
  measures?: Measures
}

/** Everything that the HTTP layer needs from the rest of the service. */
export interface AppDeps {
  db: Db
  plan: Plan
  site: Site
  /** Reads the site as it is now, since a demonstration may have been cleared. Default: `site`. */
  readSite?: () => Promise<Site>
  /** The feeds that every page links to, in the language of the site that it is given. */
  feeds?: (site: Site) => FeedLink[]
  /** Signs the links in mails. */
  linkSecret: string
  publisher: {
    /** Resolves when the page shows every event recorded before the call; rejects if it fails. */
    publish(): Promise<void>
    status(): PartStatus
    /** Is there a public file at this path? */
    holds(path: string): boolean
    /** Is there a file of everything? Where not, what is missing may come in a moment. */
    isComplete(): boolean
  }
  dispatcher: {
    nudge(): void
    status(): PartStatus
    /** Why the clock here is not to be relied on, or null. */
    clockProblem?(): string | null
  }
  /** Whether whoever owes the public a word is told. */
  ladder?: { status(): PartStatus }
  /** What lies around the service has measured. */
  measures?: () => Measures
  /** Renders the HTML of a page. */
  renderer: { render(context: PageContext): Promise<string>; headerPolicy(html: string): string }
  /** What mails say of the site, for previews of them. */
  mailSite: PreviewDeps['mailSite']
  /** The channels that can be subscribed by. */
  channels: readonly ChannelKind[]
  addressRules: AddressRules
  clock(): Instant
  log: Logger
  /** Addresses or CIDRs whose `X-Forwarded-For` is trusted. */
  trustedProxies: readonly string[]
  /** At which staff sign in, beside or in place of passwords. */
  singleSignOn?: SingleSignOn | undefined
  metricsToken?: string
  /** Signs what Resend reports; without it nothing is taken. */
  resendWebhookSecret?: string
  /** The folder of the local mailbox, if mail is kept there. */
  mailFolder?: string
  limits?: Partial<Limits>
  /** Of open boards; `look` is how often it is looked for changes, in milliseconds. */
  boards?: Partial<BoardLimits> & { look?: number }
  /** Aborted when the service is to stop: what would go on for long ends then. */
  stopping?: AbortSignal
}

/** The types of a request's context. Bindings are missing when a test calls the app directly. */
export interface Env {
  Bindings: Partial<HttpBindings>
  Variables: {
    /** Whose token or session the request has; null without one. */
    caller: Caller | null
    /** Who is signed in; of the console alone. */
    session: StaffSession | null
    /** Of a page that follows what is recorded: what it was made of. */
    mark?: string
    /** May the body be long? Where the role was checked that the call requires, or somebody of the desk signed in with this browser. */
    admitted: boolean
    /** The language of whoever asks, where it is known otherwise than from the browser: a tag. */
    locale?: string
    /** Has an action begun? From then on something may have been saved. */
    acting: boolean
  }
}

import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import type { Logger } from 'pino'
import { isEmpty } from '../../db/demo/demo.ts'
import { migrate } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'
import type { Db } from '../../db/schema/index.ts'
import { proveWrites } from '../../db/system/prove-writes.ts'
import { readSetting } from '../../db/system/settings.ts'
import type { Site } from '../../src/views.ts'
import { loadDemo } from '../actions/demo/load-demo.ts'
import { runMaintenanceClock } from '../actions/maintenance/run-maintenance-clock.ts'
import { createDefaultProgrammes } from '../actions/programme/create-default-programmes.ts'
import { escalateOverdue } from '../actions/staff/escalate-overdue.ts'
import { tidy } from '../actions/system/tidy.ts'
import { CHANNEL_KINDS } from '../channels/kinds.ts'
import type { Config } from '../config/index.ts'
import { type DispatchOptions, type DispatchThread, startDispatchThread } from '../dispatch/thread.ts'
import { HOUR, MINUTE } from '../domain/vocabulary.ts'
import { createApp } from '../http/app.ts'
import { createPublisher, type Publisher } from '../publish/engine/publisher.ts'
import { feedLinks } from '../publish/feeds/feeds.ts'
import { loadRenderer, type Renderer } from '../publish/render/renderer.ts'
import { databaseLocation, type Installation, loadInstallation, readSite } from './installation.ts'
import { type Routine, startRoutines } from './schedule.ts'

export interface Service {
  url: string
  site: Site
  config: Config
  /** Finishes requests and messages under way, for ten seconds at most. */
  stop(): Promise<void>
}

/** What makes the pages, and the folder they are published into. */
export interface Pages {
  renderer: Renderer
  folder: string
}

/** Starts everything; resolves when what people look at first is up to date. */
export async function startService(config: Config, log: Logger, pages?: Pages): Promise<Service> {
  const db = openDatabase(databaseLocation(config))
  const applied = await migrate(db)
  if (applied.length > 0) log.info({ applied }, 'migrated the database')
  const installation = await loadInstallation(db, config)
  await firstContent(db, config)
  const site = () => readSite(db, config, installation)
  const { renderer, folder } = pages ?? { renderer: loadRenderer(), folder: join(config.dataDir, 'site') }
  const publisher = createPublisher({
    ...{ db, renderer, folder, site, plan: config.plan, clock: Date.now },
    report: (error, what) => log.error(error, what),
  })
  const dispatcher = startDispatchThread(dispatchOptions(config, installation, await site()), log)
  const app = createApp({
    ...{ db, plan: config.plan, publisher, dispatcher, renderer, log, clock: Date.now },
    site: await site(),
    readSite: site,
    feeds: feedLinks(await site()),
    linkSecret: installation.linkSecret,
    channels: CHANNEL_KINDS,
    addressRules: { pushExtraOrigins: config.pushExtraOrigins },
    trustedProxies: config.trustedProxies,
    metricsToken: config.metricsToken,
    mailFolder: config.mail.kind === 'mailbox' ? config.mail.folder : undefined,
  })
  const listener = getRequestListener(app.fetch)
  const server = createServer(limits, (request, response) => {
    if (!publisher.serve(request, response)) void listener(request, response)
  })
  // A first start has nothing to serve yet; later ones serve what they find while they bring it up to date.
  const found = publisher.read('/') !== null
  if (!found) await publisher.start()
  await listen(server, config)
  if (found) await publisher.start()
  const routines = startRoutines(routinesOf({ db, plan: config.plan, publisher, dispatcher }), log)
  return {
    url: config.publicUrl,
    site: await site(),
    config,
    stop: async () => {
      await routines.stop()
      await Promise.all([close(server), dispatcher.stop()])
      await publisher.close()
      await db.destroy()
    },
  }
}

interface Hands {
  db: Db
  plan: Config['plan']
  publisher: Publisher
  dispatcher: DispatchThread
}

/** What time alone asks for: pages that go out of date, maintenance that falls due, debts of the desk, old records. */
function routinesOf({ db, plan, publisher, dispatcher }: Hands): Routine[] {
  const actor = { name: 'clock', role: 'admin' } as const
  const now = () => ({ db, plan, actor, now: Date.now() })
  const mindMaintenance = async () => {
    if ((await runMaintenanceClock(now())).length === 0) return
    dispatcher.nudge()
    await publisher.publish()
  }
  const remindDesk = async () => {
    if ((await escalateOverdue(now())).length > 0) dispatcher.nudge()
  }
  return [
    { name: 'the tick of the pages', every: 1_000, turn: () => publisher.tick(Date.now()) },
    { name: 'the maintenance clock', every: 15_000, turn: mindMaintenance },
    { name: 'chasing the desk', every: MINUTE, turn: remindDesk },
    { name: 'a proof that the database takes writes', every: MINUTE / 2, turn: () => proveWrites(db, Date.now()) },
    { name: 'tidying up', every: HOUR, turn: () => tidy(db, Date.now()) },
  ]
}

// A slow client may not hold a connection for ever; a proxy in front keeps idle ones longer than we do.
const limits = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000, maxHeaderSize: 16_384 }

/** The demonstration where there is nothing yet, if it is wanted; the support plan's programmes in any case. */
async function firstContent(db: Db, config: Config): Promise<void> {
  const ctx = { db, plan: config.plan, actor: { name: 'start', role: 'admin' }, now: Date.now() } as const
  if (config.seed === 'demo' && (await isEmpty(db)) && (await readSetting(db, 'demo.cleared')) === null) {
    const loaded = await loadDemo({ ...ctx, actor: { ...ctx.actor, name: 'demo' } })
    // Another process may have been first.
    if (!loaded.ok && loaded.refusal.code !== 'not_empty') throw new Error(loaded.refusal.detail)
  }
  const created = await createDefaultProgrammes(ctx, {})
  if (!created.ok) throw new Error(created.refusal.detail)
}

function dispatchOptions(config: Config, { linkSecret, vapid }: Installation, site: Site): DispatchOptions {
  return {
    ...{ location: databaseLocation(config), linkSecret, vapid, mail: config.mail },
    ...{ publicUrl: site.url, siteName: site.name, zone: site.zone, pushExtraOrigins: config.pushExtraOrigins },
    emailFrom: config.emailFrom.includes('<') ? config.emailFrom : `${site.name} <${config.emailFrom}>`,
    emailReplyTo: config.emailReplyTo,
  }
}

function listen(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatient = setTimeout(() => server.closeAllConnections(), 10_000)
    server.close(() => {
      clearTimeout(impatient)
      resolve()
    })
    server.closeIdleConnections()
  })
}

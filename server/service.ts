import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import type { Logger } from 'pino'
import { isEmpty } from '../db/demo.ts'
import { migrate } from '../db/migrate.ts'
import { openDatabase } from '../db/open.ts'
import type { Db } from '../db/schema.ts'
import { readSetting } from '../db/settings.ts'
import type { Site } from '../src/views.ts'
import { chaseDesk } from './actions/chase-desk.ts'
import { createDefaultProgrammes } from './actions/create-default-programmes.ts'
import { loadDemo } from './actions/load-demo.ts'
import { runMaintenanceClock } from './actions/run-maintenance-clock.ts'
import { tidy } from './actions/tidy.ts'
import { createApp } from './app.ts'
import { parsePushSubscription } from './channels/webpush/subscription.ts'
import type { Config } from './config.ts'
import { type DispatchOptions, type DispatchThread, startDispatchThread } from './dispatch/thread.ts'
import { HOUR } from './domain/vocabulary.ts'
import { databaseLocation, type Installation, loadInstallation, readSite } from './installation.ts'
import { feedLinks } from './publish/feeds/feeds.ts'
import { createPublisher, type Publisher } from './publish/publisher.ts'
import { loadRenderer } from './publish/renderer.ts'

export interface Service {
  url: string
  site: Site
  config: Config
  /** Finishes requests and messages under way, for ten seconds at most. */
  stop(): Promise<void>
}

const TICK = 1_000
const MAINTENANCE_CLOCK = 15_000
const CHASE = 60_000

/** Starts everything; resolves when what people look at first is up to date. */
export async function startService(config: Config, log: Logger): Promise<Service> {
  const db = openDatabase(databaseLocation(config))
  const applied = await migrate(db)
  if (applied.length > 0) log.info({ applied }, 'migrated the database')
  const installation = await loadInstallation(db, config)
  await firstContent(db, config)
  const site = () => readSite(db, config, installation)
  const renderer = loadRenderer()
  const publisher = createPublisher({
    ...{ db, renderer, site, plan: config.plan, clock: Date.now },
    folder: join(config.dataDir, 'site'),
    report: (error, what) => log.error(error, what),
  })
  const dispatcher = startDispatchThread(dispatchOptions(config, installation, await site()), log)
  const app = createApp({
    ...{ db, plan: config.plan, publisher, dispatcher, renderer, log, clock: Date.now },
    site: await site(),
    readSite: site,
    feeds: feedLinks(await site()),
    linkSecret: installation.linkSecret,
    parsePushSubscription: (raw) => parsePushSubscription(raw, config.pushExtraOrigins),
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
  const cleaning = setInterval(() => void tidy(db, Date.now()).catch((error) => log.error(error, 'tidy')), HOUR)
  const tick = setInterval(() => void publisher.tick(Date.now()).catch((error) => log.error(error, 'tick')), TICK)
  const chase = setInterval(() => void remindDesk({ db, plan: config.plan, dispatcher, log }), CHASE)
  const minding = mindMaintenance({ db, plan: config.plan, publisher, dispatcher, log })
  return {
    url: config.publicUrl,
    site: await site(),
    config,
    stop: async () => {
      clearInterval(tick)
      clearInterval(chase)
      clearInterval(cleaning)
      await minding.stop()
      await Promise.all([close(server), dispatcher.stop()])
      await publisher.close()
      await db.destroy()
    },
  }
}

interface Minding {
  db: Db
  plan: Config['plan']
  publisher: Publisher
  dispatcher: DispatchThread
  log: Logger
}

/** Runs the maintenance clock now and every fifteen seconds: what fell due is recorded, published and told. */
function mindMaintenance({ db, plan, publisher, dispatcher, log }: Minding): { stop(): Promise<void> } {
  const actor = { name: 'clock', role: 'admin' } as const
  const turn = async () => {
    const deeds = await runMaintenanceClock({ db, plan, actor, now: Date.now() })
    if (deeds.length === 0) return
    dispatcher.nudge()
    await publisher.publish()
  }
  const run = () => turn().catch((error: unknown) => log.error(error, 'maintenance clock'))
  // One at a time: catching up after down time may take longer than the pause in between.
  let running: Promise<void> | undefined
  const next = () => {
    running ??= run().finally(() => (running = undefined))
  }
  next()
  const timer = setInterval(next, MAINTENANCE_CLOCK)
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}

/** Whoever owes something is told; a failure is tried again a minute later. */
async function remindDesk({ db, plan, dispatcher, log }: Omit<Minding, 'publisher'>): Promise<void> {
  try {
    const actor = { name: 'clock', role: 'admin' } as const
    if ((await chaseDesk({ db, plan, actor, now: Date.now() })).length > 0) dispatcher.nudge()
  } catch (error) {
    log.error(error, 'chase')
  }
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

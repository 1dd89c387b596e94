import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import type { Logger } from 'pino'
import { isEmpty } from '../../db/demo/demo.ts'
import { migrateAt } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'
import type { Db } from '../../db/schema/index.ts'
import { readSetting } from '../../db/system/settings.ts'
import type { Site } from '../../src/views.ts'
import { loadDemo } from '../actions/demo/load-demo.ts'
import { createDefaultProgrammes } from '../actions/programme/create-default-programmes.ts'
import { CHANNEL_KINDS } from '../channels/kinds.ts'
import type { Config } from '../config/index.ts'
import { type DispatchOptions, startDispatchThread } from '../dispatch/thread.ts'
import { createApp } from '../http/app.ts'
import { createPublisher } from '../publish/engine/publisher.ts'
import { feedLinks } from '../publish/feeds/feeds.ts'
import { loadRenderer, type Renderer } from '../publish/render/renderer.ts'
import { databaseLocation, type Installation, loadInstallation, readSite } from './installation.ts'
import { routinesOf } from './routines.ts'
import { startRoutines } from './schedule.ts'

export interface Service {
  url: string
  site: Site
  config: Config
  /** Finishes requests and messages in progress, for at most ten seconds. */
  stop(): Promise<void>
}

/** What makes the pages, and the folder they are published into. */
export interface Pages {
  renderer: Renderer
  folder: string
}

/** Starts everything; resolves when the most important pages are up to date. */
export async function startService(config: Config, log: Logger, pages?: Pages): Promise<Service> {
  const location = databaseLocation(config)
  const db = openDatabase(location)
  const applied = await migrateAt(location)
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
  // The first start has nothing to serve yet; later ones serve the existing pages while they are brought up to date.
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

// A slow client must not hold a connection for ever; a proxy in front must not keep idle ones longer than we do.
const limits = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000, maxHeaderSize: 16_384 }

/** Loads the demonstration into an empty database if it is wanted, and in any case the support plan's programmes. */
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

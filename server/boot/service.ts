import { createServer, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import type { Logger } from 'pino'
import { isEmpty } from '../../db/demo/demo.ts'
import { migrateAt } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'
import type { Db } from '../../db/schema/index.ts'
import { planShown } from '../../db/seed/support.ts'
import { readSetting } from '../../db/system/settings.ts'
import { SchemaDiffers, shapeProblems } from '../../db/system/shape.ts'
import type { Site } from '../../src/views.ts'
import { loadDemo } from '../actions/demo/load-demo.ts'
import { createDefaultProgrammes } from '../actions/programme/create-default-programmes.ts'
import { followPlan } from '../actions/programme/follow-plan.ts'
import { CHANNEL_KINDS } from '../channels/kinds.ts'
import type { Config } from '../config/index.ts'
import { type DispatchOptions, startDispatchThread } from '../dispatch/thread/thread.ts'
import { channelsFound, isReachable } from '../domain/plan/support.ts'
import { createApp } from '../http/app.ts'
import { createWaitingApp } from '../http/waiting.ts'
import type { Measures } from '../lib/metrics/catalogue.ts'
import { strictTransport } from '../lib/transport-security.ts'
import { createPublisher } from '../publish/engine/publisher.ts'
import { feedLinks } from '../publish/feeds/feeds.ts'
import { loadRenderer, type Renderer } from '../publish/render/renderer.ts'
import { holding } from './data-dir/one-server.ts'
import { databaseLocation, type Installation, loadInstallation, readSite } from './installation.ts'
import { startLine } from './log/start-line.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { closeToOthers } from './private-files.ts'
import { routinesOf } from './routines.ts'
import { startRoutines } from './schedule.ts'
import { keyOrigin, unlock } from './secret-key.ts'
import { untilThere } from './until-there.ts'

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

interface Surroundings {
  /** Pages other than the compiled ones are for development. */
  pages?: Pages
  /** Metrics of what lies around the service: its log. */
  measures?: () => Measures
}

/** Starts everything; resolves when the most important pages are up to date. */
export async function startService(
  config: Config,
  log: Logger,
  { pages, measures }: Surroundings = {},
): Promise<Service> {
  const began = performance.now()
  const hold = holding(config, Date.now)
  for (const problem of await closeToOthers(config)) log.warn(problem)
  const db = openDatabase(databaseLocation(config))
  const { renderer, folder } = pages ?? { renderer: loadRenderer(), folder: join(config.dataDir, 'site') }
  const transport = strictTransport(config.publicUrl)
  const { promise: installed, resolve: install } = Promise.withResolvers<Installation>()
  const site = async () => readSite(db, config, await installed)
  const publisher = createPublisher({
    ...{ db, renderer, folder, site, plan: config.plan, clock: Date.now },
    headers: transport === null ? [] : ['Strict-Transport-Security', transport],
    report: (error, what) => log.error(error, what),
    mended: (what) => log.info(what),
  })
  let app: Pick<ReturnType<typeof createApp>, 'fetch'> = createWaitingApp()
  // A plain HTTP/1.0 check of a load balancer names no host.
  const listener = getRequestListener((request, bindings) => app.fetch(request, bindings), {
    hostname: new URL(config.publicUrl).host,
  })
  const handle = oneAtATime((request, response) => {
    if (publisher.serve(request, response)) return
    endIfUnread(response)
    void listener(request, response)
  })
  const server = createServer(limits, handle)
  server.setTimeout(SILENCE)
  // The first start has nothing to serve yet; later ones serve the existing pages while they are brought up to date,
  // even without a database.
  const found = publisher.read('/') !== null
  if (found) await listen(server, config, log)
  const prepare = async () => {
    hold.take()
    return prepareDatabase(db, config, log)
  }
  const { installation, firstSite } = found ? await untilThere(prepare, log) : await prepare()
  install(installation)
  const dispatcher = startDispatchThread(dispatchOptions(config, installation, firstSite), log)
  app = createApp({
    ...{ db, plan: config.plan, publisher, dispatcher, renderer, log, clock: Date.now, measures },
    site: firstSite,
    readSite: site,
    feeds: feedLinks(firstSite),
    linkSecret: installation.linkSecret,
    channels: CHANNEL_KINDS,
    addressRules: { pushExtraOrigins: config.pushExtraOrigins },
    trustedProxies: config.trustedProxies,
    metricsToken: config.metricsToken,
    mailFolder: config.mail.kind === 'mailbox' ? config.mail.folder : undefined,
  })
  await publisher.start()
  if (!found) await listen(server, config, log)
  log.info({ ms: Math.round(performance.now() - began) }, 'started')
  const routines = startRoutines(routinesOf({ db, log, plan: config.plan, publisher, dispatcher }), log)
  return {
    url: config.publicUrl,
    site: firstSite,
    config,
    stop: async () => {
      await routines.stop()
      await Promise.all([close(server), dispatcher.stop()])
      await publisher.close()
      await db.destroy()
      hold.release()
      log.info('stopped')
    },
  }
}

/** Everything that a start reads from the database, and brings into it. */
async function prepareDatabase(db: Db, config: Config, log: Logger) {
  const applied = await migrateAt(databaseLocation(config))
  if (applied.length > 0) log.info({ applied }, 'migrated the database')
  const problems = await shapeProblems(db)
  if (problems.length > 0)
    log.error({ problems: problems.map(({ text }) => text) }, 'the database is not as it was made')
  if (problems.some(({ isGrave }) => isGrave)) throw new SchemaDiffers(problems.map(({ text }) => text))
  const isNew = await unlock(db, config, { actor: 'start', now: Date.now() })
  if (isNew) {
    log.warn(
      `the database has a secret key from now on (${keyOrigin(config)}): keep a copy of it apart from the backups`,
    )
  }
  const installation = await loadInstallation(db, config)
  await firstContent(db, config, log)
  return { installation, firstSite: await readSite(db, config, installation) }
}

// A slow client must not hold a connection for ever; a proxy in front must not keep idle ones longer than we do.
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
  // How often Node looks for requests that take longer than the above.
  connectionsCheckingInterval: 1_000,
}
/**
 * A connection on which nothing moves is ended after this time, one whose client does not read its answer after twice
 * that (Node first looks whether anything was read): it would hold the answer in memory.
 */
const SILENCE = 30_000
/** So long may a client take over one answer that was made for it alone, however it dawdles. */
const TAKEN_WITHIN = 120_000

function endIfUnread(response: ServerResponse): void {
  const end = setTimeout(() => response.destroy(), TAKEN_WITHIN).unref()
  response.once('close', () => clearTimeout(end))
}

/** Loads the demonstration into an empty database if it is wanted, and in any case the support plan's programmes, as the plan file says. */
async function firstContent(db: Db, config: Config, log: Logger): Promise<void> {
  const ctx = { db, plan: config.plan, actor: { name: 'start', role: 'admin' }, now: Date.now() } as const
  if (config.seed === 'demo' && (await isEmpty(db)) && (await readSetting(db, 'demo.cleared')) === null) {
    const loaded = await loadDemo({ ...ctx, actor: { ...ctx.actor, name: 'demo' } })
    // Another process may have been first.
    if (!loaded.ok && loaded.refusal.code !== 'not_empty') throw new Error(loaded.refusal.detail)
  }
  const created = await createDefaultProgrammes(ctx, {})
  if (!created.ok) throw new Error(created.refusal.detail)
  const followed = await followPlan(ctx)
  if (!followed.ok) throw new Error(followed.refusal.detail)
  for (const programme of followed.value) log.info(programme, 'the programme follows the configuration')
}

function dispatchOptions(config: Config, { linkSecret, vapid }: Installation, site: Site): DispatchOptions {
  return {
    ...{ location: databaseLocation(config), linkSecret, vapid, mail: config.mail },
    ...{ publicUrl: site.url, siteName: site.name, zone: site.zone, pushExtraOrigins: config.pushExtraOrigins },
    emailFrom: config.emailFrom.includes('<') ? config.emailFrom : `${site.name} <${config.emailFrom}>`,
    emailReplyTo: config.emailReplyTo,
    support: mailedSupport(config.plan, site),
  }
}

/** How support is reached as mails name it: as the support page does. */
function mailedSupport(plan: Config['plan'], { demo, supportUrl }: Site) {
  const { support } = planShown(plan, demo)
  return {
    channels: channelsFound(support.channels, supportUrl),
    isReachable: isReachable(support, supportUrl),
    holidays: plan.holidays,
  }
}

function listen(server: Server, config: Config, log: Logger): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, () => {
      server.off('error', reject)
      log.info(startLine(config), 'listening')
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

import { createServer, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import type { Logger } from 'pino'
import { openDatabase } from '../../db/open.ts'
import { planShown } from '../../db/seed/support.ts'
import { accountSecretOf, addressSecretOf } from '../../db/system/audit-key.ts'
import type { Site } from '../../src/views.ts'
import { CHANNEL_KINDS } from '../channels/kinds.ts'
import type { Config } from '../config/index.ts'
import { comparing } from '../dispatch/clock-check.ts'
import { type DispatchOptions, type DispatchThread, startDispatchThread } from '../dispatch/thread/thread.ts'
import { channelsFound, isReachable } from '../domain/plan/support.ts'
import { createApp } from '../http/app.ts'
import { createWaitingApp } from '../http/waiting.ts'
import type { Measures } from '../lib/metrics/catalogue.ts'
import { strictTransport } from '../lib/transport-security.ts'
import { createPublisher } from '../publish/engine/publisher.ts'
import { feedLinks } from '../publish/feeds/feeds.ts'
import { loadRenderer, type Renderer } from '../publish/render/renderer.ts'
import { createDraw, perCause } from '../publish/share/drawer.ts'
import { createErasureWatch } from './data-dir/erased.ts'
import { holding, wasHeld } from './data-dir/one-server.ts'
import { databaseLocation, type Installation, readSite } from './installation.ts'
import { warnOfLadder } from './ladder/doubt.ts'
import { createHeartbeat } from './ladder/heartbeat.ts'
import { createLadder } from './ladder/ladder.ts'
import { mailDoubt, startLine } from './log/start-line.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { closeToOthers } from './private-files.ts'
import { routinesOf } from './routines.ts'
import { startRoutines } from './schedule.ts'
import { prepareDatabase, refuseUnusable } from './start/prepare-database.ts'
import { type SetupLinks, setupLinks } from './start/setup-links.ts'
import { tryPort } from './start/try-port.ts'
import { untilThere } from './start/until-there.ts'

export interface Service {
  url: string
  site: Site
  config: Config
  /** Links into the console, while there is no administrator: to be printed, never logged. */
  links: SetupLinks
  /** Finishes requests and messages in progress, for at most ten seconds. */
  stop(): Promise<void>
}

/** What makes the pages, and the folder they are published into. */
export interface Pages {
  renderer: Renderer
  folder: string
}

interface Surroundings {
  /** Aborted when the service is to stop, which may be before it has started. */
  stop: AbortSignal
  /** Pages other than the compiled ones are for development. */
  pages?: Pages
  /** Metrics of what lies around the service: its log. */
  measures?: () => Measures
}

/**
 * Starts everything; resolves when the most important pages are up to date. If it is to stop before, it closes what it
 * has opened and rejects with the reason to stop.
 */
export async function startService(config: Config, log: Logger, around: Surroundings): Promise<Service> {
  const opened = new AsyncDisposableStack()
  const stop = async () => {
    await opened.disposeAsync()
    log.info('stopped')
  }
  try {
    return { url: config.publicUrl, ...(await startParts(config, log, around, opened)), config, stop }
  } catch (error) {
    if (around.stop.aborted) await stop()
    throw error
  }
}

/** Each part is added to those `opened`, to be closed before what it needs. */
async function startParts(
  config: Config,
  log: Logger,
  { stop, pages, measures }: Surroundings,
  opened: AsyncDisposableStack,
): Promise<Pick<Service, 'site' | 'links'>> {
  const began = performance.now()
  const step = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work
    stop.throwIfAborted()
    return result
  }
  stop.throwIfAborted()
  // A port in use is told before anything is made. Where a server may be running here, that it is tells more.
  const isFirst = !wasHeld(config)
  if (isFirst) await step(tryPort(config))
  const { renderer, folder } = pages ?? { renderer: loadRenderer(), folder: join(config.dataDir, 'site') }
  await step(refuseUnusable(config, folder))
  const hold = holding(config, Date.now)
  opened.defer(() => hold.release())
  if (!isFirst) await step(tryPort(config))
  for (const problem of await step(closeToOthers(config))) log.warn(problem)
  const db = openDatabase(databaseLocation(config))
  opened.defer(() => db.destroy())
  const transport = strictTransport(config.publicUrl)
  const { promise: installed, resolve: install } = Promise.withResolvers<Installation>()
  const site = async () => readSite(db, config, await installed)
  const publisher = createPublisher({
    ...{ db, renderer, folder, site, plan: config.plan, clock: Date.now, logos: config.logos, draw: createDraw() },
    headers: transport === null ? [] : ['Strict-Transport-Security', transport],
    ...{ report: log.error.bind(log), undrawn: perCause(log.warn.bind(log)), mended: log.info.bind(log) },
    lost: log.warn.bind(log),
  })
  opened.defer(() => publisher.close())
  let app: Pick<ReturnType<typeof createApp>, 'fetch'> = createWaitingApp(config.plan.languages)
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
  let dispatcher: DispatchThread | undefined
  opened.defer(async () => void (await Promise.all([close(server), dispatcher?.stop()])))
  const stopping = new AbortController()
  opened.defer(() => stopping.abort())
  // The first start has nothing to serve yet; later ones serve the existing pages while they are brought up to date,
  // even without a database.
  const found = publisher.read('/') !== null
  if (found) await step(listen(server, config, log))
  const prepare = async () => {
    hold.take()
    return prepareDatabase(db, config, log, Date.now())
  }
  const { installation, firstSite } = await step(found ? untilThere(prepare, log, stop) : prepare())
  install(installation)
  const telling = dispatchOptions(config, installation, firstSite, {
    accountSecret: accountSecretOf(db),
    addressSecret: addressSecretOf(db),
  })
  dispatcher = startDispatchThread(telling, log)
  const elapsed = () => performance.now()
  const clockProblem = comparing({ db, clock: Date.now, stopwatch: elapsed })
  const ladder = createLadder({
    ...{ db, log, plan: config.plan, isLocal: config.mail.kind === 'mailbox', clock: Date.now, elapsed, dispatcher },
    clockProblem,
    heartbeat: createHeartbeat(config.heartbeatUrl, log, elapsed),
  })
  app = createApp({
    ...{ db, plan: config.plan, publisher, dispatcher, ladder, renderer, log, clock: Date.now, measures },
    ...{ site: firstSite, readSite: site, feeds: feedLinks },
    linkSecret: installation.linkSecret,
    mailSite: telling,
    channels: CHANNEL_KINDS,
    addressRules: { pushExtraOrigins: config.pushExtraOrigins, outboundAllow: config.outboundAllow },
    ...{ trustedProxies: config.trustedProxies, singleSignOn: config.singleSignOn },
    ...{ metricsToken: config.metricsToken, resendWebhookSecret: config.resendWebhookSecret },
    mailFolder: config.mail.kind === 'mailbox' ? config.mail.folder : undefined,
    stopping: stopping.signal,
  })
  await step(publisher.start())
  if (!found) await step(listen(server, config, log))
  log.info({ ms: Math.round(performance.now() - began) }, 'started')
  const erasures = createErasureWatch(db, config.dataDir)
  const deps = { publisher, dispatcher, ladder, erasures, clock: Date.now, clockProblem }
  const routines = startRoutines(routinesOf({ db, log, plan: config.plan, ...deps }), log)
  opened.defer(() => ladder.stop())
  opened.defer(() => routines.stop())
  const links = await setupLinks(db, firstSite, Date.now(), log)
  warnOfLadder({ db, config, now: Date.now() }, log)
  return { site: firstSite, links }
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

function dispatchOptions(
  config: Config,
  { linkSecret, vapid }: Installation,
  site: Site,
  { accountSecret, addressSecret }: Pick<DispatchOptions, 'accountSecret' | 'addressSecret'>,
): DispatchOptions {
  return {
    ...{ location: databaseLocation(config), linkSecret, accountSecret, vapid, mail: config.mail },
    ...{ publicUrl: site.url, siteName: site.name, zone: site.zone, languages: site.languages, brand: site.brand },
    ...{ addressSecret, outboundAllow: config.outboundAllow, pushExtraOrigins: config.pushExtraOrigins },
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
      const doubt = mailDoubt(config)
      if (doubt) log.warn(doubt)
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

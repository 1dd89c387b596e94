import { setTimeout as wait } from 'node:timers/promises'
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { Counter, collectDefaultMetrics, Gauge, Histogram, type HistogramConfiguration, Registry } from 'prom-client'
import { lastAuditEntry } from '../../../db/system/audit.ts'
import { createTrouble, type Trouble } from '../../lib/log/trouble.ts'
import { METRICS, type Measures, type MetricName, type Sample } from '../../lib/metrics/catalogue.ts'
import type { Distribution } from '../../lib/metrics/distribution.ts'
import { VERSION } from '../../lib/version.ts'
import type { AppDeps, Env } from '../deps.ts'
import { promiseMeasures } from './promise-measures.ts'

export type Metrics = ReturnType<typeof createMetrics>

const PREFIX = 'signalpost_'
const BUILD: Sample[] = [{ labels: { version: VERSION, node: process.versions.node }, value: 1 }]

/** Prometheus metrics of this process. Labels are route patterns instead of paths, which may contain tokens. */
export function createMetrics({ log }: Pick<AppDeps, 'log'>) {
  const registry = new Registry()
  const requests = new Histogram({
    name: `${PREFIX}http_request_seconds`,
    help: 'Duration in seconds of requests other than for public files, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.15, 0.5, 2, 10],
    registers: [registry],
  })
  const metrics = ofCatalogue(registry)
  const troubleWith = (part: string) =>
    createTrouble(log, `metrics are without the ${part}`, `metrics have the ${part} again`, 'warn')
  const troubles = { trail: troubleWith('audit trail'), promises: troubleWith('promises') }
  let whole = false

  const measure: MiddlewareHandler<Env> = async (c, next) => {
    const began = performance.now()
    await next()
    const labels = { method: c.req.method, route: routePath(c, -1), status: String(c.res.status) }
    requests.observe(labels, (performance.now() - began) / 1000)
  }

  return {
    measure,
    contentType: registry.contentType,
    async text(deps: AppDeps): Promise<string> {
      if (!whole) collectDefaults(registry)
      whole = true
      const { measures } = deps.dispatcher.status()
      show(metrics, {
        ...{ build_info: BUILD, ...deps.publisher.status().measures, ...measures, ...deps.measures?.() },
        ...deps.ladder?.status().measures,
        ...(await databaseMeasures(deps, troubles)),
      })
      return registry.metrics()
    },
  }
}

/** The default metrics need timers and observers, so they are only collected from the first request on. */
function collectDefaults(registry: Registry): void {
  const { user, system } = process.cpuUsage()
  collectDefaultMetrics({ register: registry })
  // They count time on the processor from now on: what was used before is added once.
  const before = { user_seconds: user, system_seconds: system, seconds: user + system }
  for (const [name, micros] of Object.entries(before)) {
    const metric = registry.getSingleMetric(`process_cpu_${name}_total`)
    if (metric instanceof Counter) metric.inc(micros / 1e6)
  }
}

type OfCatalogue = Map<MetricName, Gauge | Counter | Spread>

function ofCatalogue(registry: Registry): OfCatalogue {
  return new Map(
    Object.entries(METRICS).map(([short, { type, help, ...more }]) => {
      const options = { name: `${PREFIX}${short}`, help, registers: [registry] }
      const labelNames = 'labels' in more ? [...more.labels] : []
      const Kind = type === 'counter' ? Counter : type === 'gauge' ? Gauge : Spread
      return [short as MetricName, new Kind({ ...options, labelNames })]
    }),
  )
}

/** What is measured elsewhere takes the place of what it was: reasons, lanes and hashes come and go. */
function show(metrics: OfCatalogue, measures: Measures): void {
  for (const [short, measured = []] of Object.entries(measures)) {
    const metric = metrics.get(short as MetricName)
    const samples = typeof measured === 'number' ? [{ labels: {}, value: measured }] : measured
    if (metric instanceof Spread) metric.distributions = samples.filter((sample) => 'buckets' in sample)
    else {
      metric?.reset()
      for (const sample of samples) if ('value' in sample) metric?.inc(sample.labels, sample.value)
    }
  }
}

/** A histogram that was counted elsewhere. */
class Spread extends Histogram {
  distributions: readonly Distribution[] = []
  readonly #shown: { name: string; help: string }

  constructor(options: HistogramConfiguration<string>) {
    super(options)
    this.#shown = options
  }

  /** What the registry prints; the library's own would be of what it has counted itself. */
  async getForPromString() {
    const { name, help } = this.#shown
    const values = this.distributions.flatMap(({ labels, buckets, counts, sum, count }) => [
      ...buckets.map((le, index) => bucket(name, { ...labels, le }, counts[index] ?? 0)),
      bucket(name, { ...labels, le: '+Inf' }, count),
      { labels, value: sum, metricName: `${name}_sum` },
      { labels, value: count, metricName: `${name}_count` },
    ])
    return { name, help, type: 'histogram', values }
  }
}

function bucket(name: string, labels: Record<string, string | number>, value: number) {
  return { labels, value, metricName: `${name}_bucket` }
}

/** How long a scrape waits for the database; the other metrics are needed most when it does not answer. */
const PATIENCE = 1_000

type Troubles = Record<'trail' | 'promises', Trouble>

async function databaseMeasures({ db, plan, clock }: AppDeps, { trail, promises }: Troubles): Promise<Measures> {
  const found = await Promise.all([soon(auditMeasures(db), trail), soon(promiseMeasures(db, plan, clock()), promises)])
  return Object.assign({}, ...found)
}

/** What was known of it last stays where the database does not answer. */
async function soon(asked: Promise<Measures>, trouble: Trouble): Promise<Measures> {
  try {
    const found = await Promise.race([asked, wait(PATIENCE, {}, { ref: false })])
    trouble.over()
    return found
  } catch (error) {
    trouble.failed(error)
    return {}
  }
}

async function auditMeasures(db: AppDeps['db']): Promise<Measures> {
  const last = await lastAuditEntry(db)
  if (!last) return {}
  const labels = { entry: `${last.id}`, hash: last.hash.slice(0, 16) }
  return { audit_entries: last.id, audit_head_info: [{ labels, value: 1 }] }
}

import { setTimeout as wait } from 'node:timers/promises'
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { lastAuditEntry } from '../../../db/system/audit.ts'
import type { AppDeps, Env } from '../deps.ts'

export type Metrics = ReturnType<typeof createMetrics>

/** Prometheus metrics of this process. Labels are route patterns instead of paths, which may contain tokens. */
export function createMetrics() {
  const registry = new Registry()
  const requests = new Histogram({
    name: 'signalpost_http_request_seconds',
    help: 'Requests other than for public files, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.15, 0.5, 2, 10],
    registers: [registry],
  })
  const retrying = new Gauge({
    name: 'signalpost_deliveries_retrying',
    help: 'Messages that did not get through and are tried again, by channel and reason.',
    labelNames: ['channel', 'reason'],
    registers: [registry],
  })
  const audit = {
    entries: new Gauge({
      name: 'signalpost_audit_entries',
      help: 'Entries of the audit trail; never fewer than before.',
      registers: [registry],
    }),
    head: new Gauge({
      name: 'signalpost_audit_head_info',
      help: 'The last entry of the audit trail: its number, and the beginning of its hash.',
      labelNames: ['entry', 'hash'],
      registers: [registry],
    }),
  }
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
      // The default metrics need timers and observers, so they are only collected from the first request on.
      if (!whole) collectDefaultMetrics({ register: registry })
      whole = true
      await showAudit(audit, deps)
      const { gauges, retrying: reasons = [] } = deps.dispatcher.status()
      showGauges(registry, { ...deps.publisher.status().gauges, ...gauges, ...deps.gauges?.() })
      retrying.reset()
      for (const { channel, reason, count } of reasons) retrying.set({ channel, reason: reason.slice(0, 100) }, count)
      return registry.metrics()
    },
  }
}

/** How long a scrape waits for the database; the other metrics are needed most when it does not answer. */
const PATIENCE = 1_000

async function showAudit({ entries, head }: { entries: Gauge; head: Gauge }, { db, log }: AppDeps): Promise<void> {
  try {
    const last = await Promise.race([lastAuditEntry(db), wait(PATIENCE, undefined, { ref: false })])
    if (!last) return
    entries.set(last.id)
    head.reset()
    head.set({ entry: last.id, hash: last.hash.slice(0, 16) }, 1)
  } catch (error) {
    log.warn(error, 'metrics without the audit trail: the database does not answer')
  }
}

function showGauges(registry: Registry, gauges: Readonly<Record<string, number>>): void {
  for (const [short, value] of Object.entries(gauges)) {
    const name = `signalpost_${short}`
    const known = registry.getSingleMetric(name)
    const gauge =
      known instanceof Gauge ? known : new Gauge({ name, help: short.replaceAll('_', ' '), registers: [registry] })
    gauge.set(value)
  }
}

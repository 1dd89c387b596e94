import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
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
      const { gauges, retrying: reasons = [] } = deps.dispatcher.status()
      showGauges(registry, { ...deps.publisher.status().gauges, ...gauges, ...deps.gauges?.() })
      retrying.reset()
      for (const { channel, reason, count } of reasons) retrying.set({ channel, reason: reason.slice(0, 100) }, count)
      return registry.metrics()
    },
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

import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { deliveryCounts, RESULTS } from '../../../../db/delivery/reports.ts'
import { retrying } from '../../../../db/delivery/waiting.ts'
import { type ChannelName, DELIVERY_STATES, type DeliveryState } from '../../../domain/vocabulary.ts'
import { incidentId } from '../../../lib/input/fields.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { guarded } from '../../middleware/access.ts'
import { instantOut, problems, response, rfc3339 } from '../common.ts'
import { shownIncident } from '../incident/show.ts'

const byState = z.object(
  Object.fromEntries(DELIVERY_STATES.map((state) => [state, z.int()])) as Record<DeliveryState, z.ZodInt>,
)

const byResult = z.object(
  Object.fromEntries(RESULTS.map((result) => [result, z.int()])) as Record<(typeof RESULTS)[number], z.ZodInt>,
)

function routeOf(channels: readonly ChannelName[]) {
  const report = z
    .object({
      expanding: z.boolean().describe('Deliveries are still being queued: counts will grow.'),
      counts: z
        .object(Object.fromEntries(channels.map((channel) => [channel, byState])))
        .describe('Messages per channel and state. A subscriber who gets three updates counts three times.'),
      results: z
        .object(Object.fromEntries(channels.map((channel) => [channel, byResult])))
        .describe('Of messages that were sent: what the mail provider reports of them since, if it reports.'),
      failures: z
        .array(z.object({ channel: z.enum(channels), reason: z.string(), count: z.int(), lastAt: instantOut }))
        .describe('Messages that failed permanently, or came back, by reason.'),
      retrying: z
        .array(z.object({ channel: z.enum(channels), reason: z.string(), count: z.int(), nextAt: instantOut }))
        .describe('Messages that did not get through yet and are tried again, by the reason of the last attempt.'),
    })
    .openapi('Deliveries')
  return createRoute({
    method: 'get',
    path: '/incidents/{id}/deliveries',
    operationId: 'showDeliveries',
    summary: "Show the state of an incident's messages",
    tags: ['Incidents'],
    ...guarded('delivery.read'),
    request: { params: z.strictObject({ id: incidentId }) },
    responses: { 200: response('Counts, and reasons of failures', report), ...problems(401, 403, 404, 422) },
  })
}

export function deliveryRoutes(app: OpenAPIHono<Env>, deps: AppDeps): void {
  const channels = deps.channels.map(({ name }) => name)
  app.openapi(routeOf(channels), async (c) => {
    const { id } = await shownIncident(c, deps, c.req.valid('param').id)
    const { expanding, counts, results, failures } = await deliveryCounts(deps.db, id, channels)
    const told = failures.map(({ lastAt, ...failure }) => ({ ...failure, lastAt: rfc3339(lastAt) }))
    const again = (await retrying(deps.db, id)).map(({ nextAt, ...one }) => ({ ...one, nextAt: rfc3339(nextAt) }))
    return c.json({ expanding, counts, results, failures: told, retrying: again }, 200)
  })
}

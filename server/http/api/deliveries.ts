import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { countUnexpanded, deliveryCounts, failedDeliveries } from '../../../db/delivery-report.ts'
import { CHANNELS, type ChannelName, DELIVERY_STATES, type DeliveryState } from '../../domain/vocabulary.ts'
import { guarded } from '../access.ts'
import type { AppDeps, Env } from '../deps.ts'
import { answer, incidentId, instantOut, next, paging, problems, rfc3339OrNull } from './common.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { shownIncident } from './shown.ts'

const byState = z.object(
  Object.fromEntries(DELIVERY_STATES.map((state) => [state, z.int()])) as Record<DeliveryState, z.ZodInt>,
)

const report = z
  .object({
    expanding: z.int().describe('Updates whose audience is still being written down; counts grow until it is 0.'),
    counts: z
      .object(Object.fromEntries(CHANNELS.map((c) => [c, byState])) as Record<ChannelName, typeof byState>)
      .describe('Messages per channel and state.'),
    failures: z
      .array(
        z.object({
          subscriber: z.string().describe('Its id; addresses are not shown.'),
          channel: z.enum(CHANNELS),
          updateId: z.string().nullable(),
          reason: z.string().nullable(),
          attempts: z.int(),
          at: instantOut.nullable(),
        }),
      )
      .describe('Messages that were given up, oldest first.'),
    next,
  })
  .openapi('Deliveries')

const show = createRoute({
  method: 'get',
  path: '/incidents/{id}/deliveries',
  summary: 'How far the telling has come',
  tags: ['Incidents'],
  ...guarded('agent'),
  request: { params: z.strictObject({ id: incidentId }), query: z.strictObject(paging) },
  responses: { 200: answer('Counts, and failures with their reasons', report), ...problems(401, 403, 404, 422) },
})

export function deliveryRoutes(app: OpenAPIHono<Env>, deps: AppDeps): void {
  app.openapi(show, async (c) => {
    const { id } = await shownIncident(c, deps, c.req.valid('param').id)
    const { limit, cursor } = c.req.valid('query')
    const after = cursor === undefined ? undefined : readCursor(cursor)
    const rows = await failedDeliveries(deps.db, id, { limit: limit + 1, after })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return c.json(
      {
        expanding: await countUnexpanded(deps.db, id),
        counts: table(await deliveryCounts(deps.db, id)),
        failures: page.map((row) => ({
          subscriber: row.subscriber_id,
          channel: row.channel,
          updateId: row.update_id,
          reason: row.error,
          attempts: row.attempts,
          at: rfc3339OrNull(row.settled_at),
        })),
        next: rows.length > limit && last ? writeCursor([last.event_id, last.subscriber_id]) : null,
      },
      200,
    )
  })
}

/** Every channel and state, also those that count nothing. */
function table(counts: Awaited<ReturnType<typeof deliveryCounts>>) {
  const count = (channel: ChannelName, state: DeliveryState) =>
    counts.find((row) => row.channel === channel && row.state === state)?.count ?? 0
  return Object.fromEntries(
    CHANNELS.map((channel) => [
      channel,
      Object.fromEntries(DELIVERY_STATES.map((state) => [state, count(channel, state)])),
    ]),
  ) as Record<ChannelName, Record<DeliveryState, number>>
}

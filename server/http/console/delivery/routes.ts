import type { Hono } from 'hono'
import type { AppDeps, Env } from '../../deps.ts'
import { allowed } from '../access.ts'
import { Changes } from '../board/changes.ts'
import { BOARD_LIMITS } from '../board/limits.ts'
import { openStream } from '../board/stream-route.ts'
import { Streams } from '../board/streams.ts'
import { eventAt, pathOf } from './content.ts'
import { eventPage, retryChannel } from './event.ts'
import { deliveriesFile } from './file.ts'
import { listPage } from './list.ts'
import { framedMail, onePage, retryOne } from './one.ts'
import { markOf, Tallies } from './tallies.ts'

/** What became of messages: of every event, of one while it goes out, and of one person's. */
export function deliveryPages(app: Hono<Env>, deps: AppDeps): void {
  const [reads, retries] = [allowed(deps, 'delivery.read'), allowed(deps, 'delivery.retry')]
  const tallies = new Tallies(deps.db)
  const following = new Following(deps, tallies)

  app.get('/staff/deliveries/', reads, (c) => listPage(c, deps))
  app.get('/staff/deliveries/:event/', reads, (c) => eventPage(c, deps, tallies, c.req.param('event')))
  app.post('/staff/deliveries/:event/', retries, (c) => retryChannel(c, deps, tallies, c.req.param('event')))
  app.get('/staff/deliveries/:event/changes', reads, async (c) => {
    const { id } = await eventAt(deps, c.req.param('event'))
    return openStream(c, deps, following.streams, pathOf(id), following.of(id))
  })
  app.get('/staff/deliveries/:event/deliveries.csv', reads, (c) => deliveriesFile(c, deps, c.req.param('event')))
  app.get('/staff/deliveries/:event/:delivery/', reads, (c) =>
    onePage(c, deps, c.req.param('event'), c.req.param('delivery')),
  )
  app.post('/staff/deliveries/:event/:delivery/', retries, (c) =>
    retryOne(c, deps, tallies, [c.req.param('event'), c.req.param('delivery')]),
  )
  app.get('/staff/deliveries/:event/:delivery/html', reads, (c) =>
    framedMail(c, deps, c.req.param('event'), c.req.param('delivery')),
  )
}

/** Looks at each event that somebody has open on behalf of all who have. */
class Following {
  readonly streams: Streams
  readonly #deps: AppDeps
  readonly #tallies: Tallies
  readonly #changes = new Map<number, Changes>()

  constructor(deps: AppDeps, tallies: Tallies) {
    this.#deps = deps
    this.#tallies = tallies
    const nothing = new Changes(async () => '')
    this.streams = new Streams(nothing, { ...BOARD_LIMITS, ...deps.boards }, deps.stopping)
  }

  of(id: number): Changes {
    for (const [each, changes] of this.#changes) if (changes.size === 0 && each !== id) this.#changes.delete(each)
    const look = async () => {
      const event = await eventAt(this.#deps, `${id}`)
      return markOf(event, await this.#tallies.tally(event))
    }
    const changes = this.#changes.get(id) ?? new Changes(look, this.#deps.boards?.look)
    this.#changes.set(id, changes)
    return changes
  }
}

import type { Context } from 'hono'
import type { ToldObject } from '../../../../db/desk/deliveries.ts'
import type { DeliveriesView } from '../../../../src/views.ts'
import { notFound } from '../../../domain/refusal.ts'
import { deskPathOf } from '../../../lib/links.ts'
import { isUnderWay, listTold, readTally } from '../../../queries/desk/deliveries.ts'
import { findIncident } from '../../../queries/incidents.ts'
import { findMaintenance } from '../../../queries/maintenances.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { must } from '../../middleware/problem.ts'
import { consolePage } from '../page.ts'
import { countsOf, LIST, toldOfEvent } from './content.ts'

/** Events on one page. */
const PAGE = 20

/** The newest events that told somebody, with what became of it; `?incident=` and `?maintenance=` narrow it to one. */
export async function listPage(c: Context<Env>, deps: AppDeps): Promise<Response> {
  const about = aboutIn(c)
  const after = /^\d{1,15}$/.exec(c.req.query('before') ?? '')
  const before = after && Number(after[0])
  const { items, hasMore } = await listTold(deps.db, { before, about, limit: PAGE })
  const events: DeliveriesView['events'] = []
  for (const event of items) {
    const tally = await readTally(deps.db, event)
    const channels = tally.map((one) => countsOf(deps, one))
    events.push({ ...toldOfEvent(event), channels, isUnderWay: isUnderWay(event, tally) })
  }
  const query = new URLSearchParams({ ...(about && { [about.type]: about.id }), before: `${items.at(-1)?.id}` })
  return consolePage(c, deps, {
    ...{ kind: 'console/deliveries/list', about: about && (await named(deps, about)), isFirst: before === null },
    ...{ events, next: hasMore ? `${LIST}?${query}` : null },
  })
}

function aboutIn(c: Context<Env>): ToldObject | null {
  const [incident, maintenance] = [c.req.query('incident'), c.req.query('maintenance')]
  if (incident) return { type: 'incident', id: incident }
  return maintenance ? { type: 'maintenance', id: maintenance } : null
}

async function named({ db }: AppDeps, { type, id }: ToldObject): Promise<{ title: string; url: string }> {
  const found =
    type === 'incident'
      ? (await findIncident(db, id, { drills: true }))?.incident
      : (await findMaintenance(db, id))?.maintenance
  const { title } = found ?? must<never>(notFound(type, id))
  return { title, url: deskPathOf(type, id) }
}

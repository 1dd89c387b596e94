import type { Context } from 'hono'
import { type DeliveryPersonRow, deliveriesOf } from '../../../../db/desk/deliveries.ts'
import { exportDeliveries } from '../../../actions/delivery/export-deliveries.ts'
import { can } from '../../../domain/staff/can.ts'
import { asFile, type Cell, csv } from '../../../lib/csv.ts'
import { outcomeOfRow, type ToldEvent } from '../../../queries/desk/deliveries.ts'
import { rfc3339, rfc3339OrNull } from '../../api/common.ts'
import { streamed } from '../../api/streamed.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { sessionOf } from '../access.ts'
import { addressFor, eventAt } from './content.ts'

const COLUMNS = [
  ...['subscriber', 'channel', 'address', 'language', 'because', 'state', 'result', 'why', 'attempts'],
  ...['queuedAt', 'settledAt', 'reportedAt'],
]
/** Rows that are read at a time. */
const SLICE = 1000
const ALL = { channel: null, state: null, address: '', isPart: false }

/** Every delivery of an event as a table, with addresses as whoever takes it may see them; it is in the audit trail. */
export async function deliveriesFile(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  const event = await eventAt(deps, id)
  const actor = sessionOf(c)
  must(await exportDeliveries(actionContext(c, deps), event.id, can(actor, 'subscriber.read')))
  const write = (row: DeliveryPersonRow) => cellsOf(event, row, addressFor(deps, actor, row))
  return c.body(streamed(rowsOf(deps, event, write)), 200, asFile('text/csv', `deliveries-${event.id}.csv`))
}

async function* rowsOf({ db }: AppDeps, event: ToldEvent, write: (row: DeliveryPersonRow) => Cell[]) {
  yield csv([COLUMNS])
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: DeliveryPersonRow[] = await deliveriesOf(db, event.id, ALL, { after, limit: SLICE })
    yield csv(rows.map(write))
    after = rows.length === SLICE ? rows.at(-1)?.subscriber_id : undefined
  }
}

function cellsOf(event: ToldEvent, row: DeliveryPersonRow, address: string): Cell[] {
  const { result, why } = outcomeOfRow(event.at, row)
  const { type } = JSON.parse(row.because)
  return [
    ...[row.subscriber_id, row.channel, address, row.locale, type, row.state, result, why, row.attempts],
    ...[rfc3339(row.created_at), rfc3339OrNull(row.settled_at), rfc3339OrNull(row.result_at)],
  ]
}

import { startChild } from '../child.ts'
import type { Page } from '../children/bare.ts'
import type { Load, Loaded } from '../children/load.ts'
import { openIncident } from '../desk.ts'
import { fillHistory } from '../history.ts'
import { type Chapter, compared } from '../report.ts'
import { type Answer, calm, install, startService } from '../service.ts'
import { median } from '../statistics.ts'

const ENCODING = 'br, gzip'
const CONNECTIONS = 64

/** Many readers at once on `/`, against a bare `node:http` server that answers the same bytes from memory. */
export async function page(quick: boolean): Promise<Chapter> {
  const installation = await install()
  await installation.fill((db) => fillHistory(db, 1_000, Date.now()))
  const service = await startService(installation)
  const bare = startChild<Page, string>('bare')
  const visitors = startChild<Load, Loaded>('load')
  try {
    await openIncident(service, { title: 'Calls failing', priority: 'P1G' })
    await calm(service)
    const reference = await bare.ask(same(await service.get('/', { 'accept-encoding': ENCODING })))
    const visit = (url: string, seconds: number) =>
      visitors.ask({ url, encoding: ENCODING, connections: CONNECTIONS, seconds })
    const [ours, theirs] = await alternate(visit, [`${service.url}/`, reference], quick)
    const rate = {
      label: 'answers',
      value: median(ours.map((run) => run.perSecond)),
      unit: '/s',
      wanted: { atLeast: 0.8 },
    } as const
    const slowest = { label: 'p99', value: median(ours.map((run) => run.p99)), unit: 'ms' } as const
    const failures = ours.reduce((sum, run) => sum + run.failures, 0)
    return {
      name: 'page',
      title: `Reading / over ${CONNECTIONS} connections`,
      rows: [
        compared(rate, 'bare node:http', median(theirs.map((run) => run.perSecond))),
        compared(slowest, 'bare node:http', median(theirs.map((run) => run.p99))),
        { label: 'broken connections', value: failures, unit: '', wanted: { atMost: 0 } },
      ],
    }
  } finally {
    await Promise.all([visitors.stop(), bare.stop(), service.stop()])
    installation.remove()
  }
}

/** Both in turns, so that a busy moment of the machine hits both. */
async function alternate(
  visit: (url: string, seconds: number) => Promise<Loaded>,
  [ours, theirs]: [string, string],
  quick: boolean,
): Promise<[Loaded[], Loaded[]]> {
  for (const url of [ours, theirs]) await visit(url, 1)
  const runs: [Loaded[], Loaded[]] = [[], []]
  for (let round = 0; round < (quick ? 2 : 5); round++) {
    runs[0].push(await visit(ours, quick ? 1 : 3))
    runs[1].push(await visit(theirs, quick ? 1 : 3))
  }
  return runs
}

/** What the server sends by itself anyway. */
const AUTOMATIC = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length'])

function same({ headers, body }: Answer): Page {
  const kept = Object.entries(headers).filter(([name]) => !AUTOMATIC.has(name))
  return {
    headers: Object.fromEntries(kept.map(([name, value]) => [name, [value].flat().join(', ')])),
    body: body.toString('base64'),
  }
}

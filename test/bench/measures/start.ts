import { residentMegabytes } from '../child.ts'
import { openIncident } from '../desk.ts'
import { fillHistory } from '../history.ts'
import type { Chapter, Row } from '../report.ts'
import { calm, install, type Service, startService } from '../service.ts'
import { median } from '../statistics.ts'

/** How soon there is a first page, how much memory that takes, and what the page weighs. */
export async function start(quick: boolean): Promise<Chapter> {
  const past = quick ? 1_000 : 10_000
  const installation = await install()
  await installation.fill((db) => fillHistory(db, past, Date.now()))
  const rows: Row[] = []
  const first = await startService(installation)
  try {
    rows.push(atMost('first start, empty folder: first page', first.startedIn, 'ms', 2_000))
    const began = performance.now()
    await calm(first)
    rows.push({ label: 'first start: all pages made after', value: (performance.now() - began) / 1000, unit: 's' })
    rows.push({ label: 'memory once they are', value: residentMegabytes(first.pid), unit: 'MB' })
  } finally {
    await first.stop()
  }
  const times: number[] = []
  for (let round = 0; round < 3; round++) {
    const service = await startService(installation)
    times.push(service.startedIn)
    if (round === 2) {
      await calm(service)
      rows.push({ label: 'memory after a restart', value: residentMegabytes(service.pid), unit: 'MB' })
      rows.push(...(await weights(service)))
    }
    await service.stop()
  }
  rows.unshift(atMost('start with its folder: first page', median(times), 'ms', 2_000))
  installation.remove()
  return { name: 'start', title: `Starting with ${past} past incidents`, rows }
}

/** Of a home page that has something to say. */
async function weights(service: Service): Promise<Row[]> {
  await openIncident(service, { title: 'Calls failing', priority: 'P1G' })
  await calm(service)
  const html = (await service.get('/')).body.toString()
  const compressed = await service.get('/', { 'accept-encoding': 'br, gzip' })
  const gzip = await service.get('/', { 'accept-encoding': 'gzip' })
  const linked = {
    styles: sources(html, /<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"/g),
    images: sources(html, /<img[^>]+src="([^"]+)"/g),
  }
  const scripts = await Promise.all(
    sources(html, /<script[^>]+src="([^"]+)"/g).map((path) => service.get(path, { 'accept-encoding': 'br, gzip' })),
  )
  const kilobytes = (bytes: number) => bytes / 1024
  return [
    atMost('home page with its styles, brotli', kilobytes(compressed.body.length), 'kB', 14),
    { label: 'the same, gzip', value: kilobytes(gzip.body.length), unit: 'kB' },
    atMost('optional scripts', kilobytes(scripts.reduce((sum, script) => sum + script.body.length, 0)), 'kB', 5),
    atMost('requests for the first view', 1 + linked.styles.length + linked.images.length, '', 1),
  ]
}

function sources(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map((match) => match[1] ?? '')
}

function atMost(label: string, value: number, unit: Row['unit'], most: number): Row {
  return { label, value, unit, wanted: { atMost: most } }
}

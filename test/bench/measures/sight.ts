import { type Browser, chromium } from 'playwright-core'
import { findChromium } from '../../support/browser/chromium.ts'
import { openIncident } from '../desk.ts'
import { fillHistory } from '../history.ts'
import { type Chapter, compared } from '../report.ts'
import { calm, install, startService } from '../service.ts'
import { median } from '../statistics.ts'

/** A phone on a slow network: 150 ms there and back, 1.6 Mbit/s, and a processor a quarter as fast. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }
const SLOWER = 4

interface Seen {
  /** When the largest thing in view was drawn, ms after the page was asked for. */
  largest: number
  /** How much moved while it loaded. */
  shift: number
}

/** How soon `/` is seen on a slow phone in an outage, against the smallest page that the same browser can be asked for. */
export async function sight(quick: boolean): Promise<Chapter> {
  const installation = await install()
  await installation.fill((db) => fillHistory(db, 1_000, Date.now()))
  const service = await startService(installation)
  const { program, env } = await findChromium()
  const browser = await chromium.launch({
    executablePath: program,
    args: ['--no-sandbox', '--disable-gpu'],
    env: { ...(process.env as Record<string, string>), ...env },
  })
  try {
    await openIncident(service, { title: 'Calls failing', priority: 'P1G' })
    await calm(service)
    const [ours, least]: [Seen[], Seen[]] = [[], []]
    for (let round = 0; round < (quick ? 3 : 9); round++) {
      ours.push(await look(browser, `${service.url}/`))
      least.push(await look(browser, `${service.url}/healthz`))
    }
    const largest = {
      label: 'largest thing in view',
      value: median(ours.map((one) => one.largest)),
      unit: 'ms',
    } as const
    return {
      name: 'sight',
      title: 'Seeing / on a slow phone (150 ms, 1.6 Mbit/s, processor 4 times slower)',
      rows: [
        { ...largest, wanted: { atMost: 800 } },
        compared({ ...largest, label: 'the same' }, 'one word of text', median(least.map((one) => one.largest))),
        {
          label: 'moved meanwhile',
          value: Math.max(...ours.map((one) => one.shift)),
          unit: '',
          wanted: { atMost: 0.02 },
        },
      ],
    }
  } finally {
    await browser.close()
    await service.stop()
    installation.remove()
  }
}

async function look(browser: Browser, url: string): Promise<Seen> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
  })
  try {
    const page = await context.newPage()
    const client = await context.newCDPSession(page)
    await client.send('Network.enable')
    await client.send('Network.emulateNetworkConditions', NETWORK)
    await client.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    await page.goto(url, { waitUntil: 'networkidle' })
    return await page.evaluate(
      () =>
        new Promise<Seen>((done) => {
          const seen = { largest: 0, shift: 0 }
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) seen.largest = entry.startTime
          }).observe({ type: 'largest-contentful-paint', buffered: true })
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) seen.shift += (entry as PerformanceEntry & { value: number }).value
          }).observe({ type: 'layout-shift', buffered: true })
          setTimeout(() => done(seen), 500)
        }),
    )
  } finally {
    await context.close()
  }
}

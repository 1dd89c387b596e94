import { setTimeout as wait } from 'node:timers/promises'
import { openIncident, postUpdate } from '../desk.ts'
import { fillHistory } from '../history.ts'
import { type Chapter, compared, type Row } from '../report.ts'
import { calm, install, type Service, startService } from '../service.ts'
import { median, percentile } from '../statistics.ts'

/** How long after a post has been sent its text is read on the page, with more and more history behind it. */
export async function visible(quick: boolean): Promise<Chapter> {
  const rows: Row[] = []
  const medians: { past: number; value: number }[] = []
  for (const past of quick ? [100, 1_000] : [100, 1_000, 10_000]) {
    const times = await timesWith(past, quick ? 8 : 40)
    medians.push({ past, value: median(times) })
    rows.push(
      { label: `${past} past incidents, median`, value: median(times), unit: 'ms', wanted: { atMost: 40 } },
      { label: `${past} past incidents, p99`, value: percentile(times, 0.99), unit: 'ms', wanted: { atMost: 150 } },
    )
  }
  const [least, most] = [medians[0], medians.at(-1)]
  if (least && most) {
    const row: Row = { label: `${most.past} past incidents`, value: most.value, unit: 'ms', wanted: { atMost: 1.3 } }
    rows.push(compared(row, `with ${least.past}`, least.value))
  }
  return { name: 'visible', title: 'From sending a post to reading it on the page', rows }
}

async function timesWith(past: number, rounds: number): Promise<number[]> {
  const installation = await install()
  await installation.fill((db) => fillHistory(db, past, Date.now()))
  const service = await startService(installation)
  try {
    await calm(service)
    await life(service, 'Warming up')
    const times: number[] = []
    for (let round = 0; round < rounds; round++) times.push(...(await life(service, `Measurement ${round}`)))
    return times
  } finally {
    await service.stop()
    installation.remove()
  }
}

/** An incident from opening to resolution: each post until it is read, on the home page or on its own. */
async function life(service: Service, title: string): Promise<number[]> {
  const opened = await timed(async () => {
    const { id } = await openIncident(service, { title })
    await seen(service, '/', title)
    return id
  })
  const page = `/incidents/${opened.value}/`
  const later = async (body: string, phase: 'monitoring' | 'resolved') => {
    const { took } = await timed(async () => {
      await postUpdate(service, opened.value, { body, phase })
      await seen(service, page, body)
    })
    return took
  }
  return [opened.took, await later(`${title} goes on.`, 'monitoring'), await later(`${title} is over.`, 'resolved')]
}

/** Posts are minutes apart in life: what a post does afterwards in the background is not in the way of the next. */
const BETWEEN = 300

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; took: number }> {
  const began = performance.now()
  const value = await work()
  const took = performance.now() - began
  await wait(BETWEEN)
  return { value, took }
}

async function seen(service: Service, path: string, text: string): Promise<void> {
  for (const giveUp = performance.now() + 10_000; performance.now() < giveUp; ) {
    const { status, body } = await service.get(path)
    if (status === 200 && body.includes(text)) return
  }
  throw new Error(`"${text}" was not seen on ${path} within ten seconds.`)
}

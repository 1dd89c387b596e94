import { setTimeout as wait } from 'node:timers/promises'
import { type Child, processorSeconds } from '../child.ts'
import type { OutsideAnswer, OutsideQuestion } from '../children/outside.ts'
import { openIncident, postUpdate } from '../desk.ts'
import type { Row } from '../report.ts'
import type { Service } from '../service.ts'
import { percentile } from '../statistics.ts'

export interface FanOut {
  seconds: number
  /** Of the server, all its threads. */
  processorSeconds: number
  /** Milliseconds that readers and the desk waited meanwhile. */
  pages: number[]
  posts: number[]
}

/** Posts a P1G to everybody and watches, reading pages and posting other things, until the world outside has it all. */
export async function fanOut(
  service: Service,
  outside: Child<OutsideQuestion, OutsideAnswer>,
  messages: number,
): Promise<FanOut> {
  const other = await openIncident(service, { title: 'Something else' })
  let over = false
  const posts: number[] = []
  const pages: number[] = []
  const reading = every(
    25,
    () => over,
    async () => void pages.push((await service.get('/')).took),
  )
  const before = processorSeconds(service.pid)
  const began = performance.now()
  await openIncident(service, { title: 'Calls failing', priority: 'P1G', notify: true })
  const desk = every(
    500,
    () => over,
    async () => {
      posts.push((await postUpdate(service, other.id, { body: `Update ${posts.length}.` })).took)
    },
  )
  try {
    await until(async () => (await outside.ask({ count: true })).accepted >= messages)
  } finally {
    over = true
    await Promise.all([reading, desk])
  }
  const seconds = (performance.now() - began) / 1000
  return { seconds, processorSeconds: processorSeconds(service.pid) - before, pages, posts }
}

export function meanwhile({ pages, posts }: FanOut): Row[] {
  return [
    { label: 'page meanwhile, p99', value: percentile(pages, 0.99), unit: 'ms', wanted: { atMost: 50 } },
    { label: 'post meanwhile, slowest', value: Math.max(...posts), unit: 'ms', wanted: { atMost: 150 } },
  ]
}

async function every(ms: number, over: () => boolean, work: () => Promise<void>): Promise<void> {
  while (!over()) {
    await work()
    await wait(ms)
  }
}

async function until(done: () => Promise<boolean>): Promise<void> {
  for (const giveUp = performance.now() + 300_000; performance.now() < giveUp; await wait(100)) {
    if (await done()) return
  }
  throw new Error('Not everything was delivered within five minutes.')
}

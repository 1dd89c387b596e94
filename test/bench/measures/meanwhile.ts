import { setTimeout as wait } from 'node:timers/promises'
import { type Child, processorSeconds } from '../child.ts'
import type { OutsideAnswer, OutsideQuestion } from '../children/outside.ts'
import { openIncident, postUpdate } from '../desk.ts'
import type { Row } from '../report.ts'
import { calm, type Service } from '../service.ts'
import { percentile } from '../statistics.ts'

interface FanOut {
  seconds: number
  /** Of the server, all its threads. */
  processorSeconds: number
}

type Outside = Child<OutsideQuestion, OutsideAnswer>

/** Posts a P1G to everybody and waits until the world outside has it all. */
export async function fanOut(service: Service, outside: Outside, messages: number): Promise<FanOut> {
  const { accepted } = await outside.ask({ count: true })
  const before = processorSeconds(service.pid)
  const began = performance.now()
  await openIncident(service, { title: 'Calls failing', priority: 'P1G', notify: true })
  await arrived(outside, accepted + messages)
  const seconds = (performance.now() - began) / 1000
  return { seconds, processorSeconds: processorSeconds(service.pid) - before }
}

/** The same with pages read and other things posted meanwhile: how long readers and the desk wait. */
export async function meanwhile(service: Service, outside: Outside, messages: number): Promise<Row[]> {
  const other = await openIncident(service, { title: 'Something else' })
  const pages: number[] = []
  const posts: number[] = []
  let over = false
  await calm(service)
  const telling = fanOut(service, outside, messages).finally(() => {
    over = true
  })
  const reading = every(
    25,
    () => over,
    async () => void pages.push((await service.get('/')).took),
  )
  const desk = every(
    500,
    () => over,
    async () => void posts.push((await postUpdate(service, other.id, { body: `Update ${posts.length}.` })).took),
  )
  await Promise.all([telling, reading, desk])
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

async function arrived(outside: Outside, messages: number): Promise<void> {
  for (const giveUp = performance.now() + 300_000; performance.now() < giveUp; await wait(50)) {
    if ((await outside.ask({ count: true })).accepted >= messages) return
  }
  throw new Error('Not everything was delivered within five minutes.')
}

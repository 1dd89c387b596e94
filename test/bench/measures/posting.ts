import { setTimeout as wait } from 'node:timers/promises'
import { followByMail } from '../audience.ts'
import { startChild } from '../child.ts'
import type { OutsideAnswer, OutsideQuestion } from '../children/outside.ts'
import { openIncident, postUpdate } from '../desk.ts'
import { fillHistory } from '../history.ts'
import { type Chapter, compared } from '../report.ts'
import { calm, install, startService } from '../service.ts'
import { median } from '../statistics.ts'

/** How long the desk waits for a post, with few and with very many to be told. */
export async function posting(quick: boolean): Promise<Chapter> {
  const [few, many] = [10, quick ? 10_000 : 100_000]
  const rounds = quick ? 4 : 10
  const without = await postsWith(few, rounds)
  const posts = await postsWith(many, rounds)
  const row = {
    label: `${many} subscribers, median`,
    value: median(posts),
    unit: 'ms',
    wanted: { atMost: 1.2 },
  } as const
  return {
    name: 'posting',
    title: 'Posting an update that is told to all subscribers',
    rows: [
      compared(row, `with ${few}`, median(without)),
      { label: `${few} subscribers, slowest`, value: Math.max(...without), unit: 'ms', wanted: { atMost: 150 } },
      { label: `${many} subscribers, slowest`, value: Math.max(...posts), unit: 'ms', wanted: { atMost: 150 } },
    ],
  }
}

/** The mail provider takes 200 mails a second: with many subscribers a queue is being worked off all the time. */
async function postsWith(subscribers: number, rounds: number): Promise<number[]> {
  const installation = await install()
  const provider = startChild<OutsideQuestion, OutsideAnswer>('outside')
  const { url } = await provider.ask({ start: 'mail', limit: 2 })
  await installation.fill(async (db) => {
    await fillHistory(db, 100, Date.now())
    await followByMail(db, subscribers, Date.now())
  })
  const service = await startService(installation, {
    RESEND_API_KEY: 're_bench',
    RESEND_BASE_URL: url,
    EMAIL_FROM: 'status@example.org',
  })
  try {
    await calm(service)
    const { id } = await openIncident(service, { title: 'Calls failing', priority: 'P1G', notify: true })
    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      await wait(1_000)
      times.push((await postUpdate(service, id, { body: `Update ${round}.`, notify: true })).took)
    }
    return times
  } finally {
    await Promise.all([service.stop(), provider.stop()])
    installation.remove()
  }
}

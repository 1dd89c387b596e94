import { setTimeout as wait } from 'node:timers/promises'
import { openIncident, postUpdate } from '../desk.ts'
import { fillHistory } from '../history.ts'
import { type Chapter, compared, type Row } from '../report.ts'
import { calm, install, type Service, startService } from '../service.ts'
import { median, percentile } from '../statistics.ts'

/** What one post took, in milliseconds from when it was sent. */
interface Took {
  /** Until its text is read on the page of the first language. */
  first: number
  /** Until that of each language has it. */
  all: number
  /** Until the desk has its answer: then every page that tells of it is out. */
  answer: number
}

/** How long after a post has been sent its text is read on the page, with more and more history behind it. */
export async function visible(quick: boolean): Promise<Chapter> {
  const rows: Row[] = []
  const medians: { past: number; value: number }[] = []
  for (const past of quick ? [100, 1_000] : [100, 1_000, 10_000]) {
    const times = await timesWith(past, quick ? 8 : 20)
    const firsts = times.map(({ first }) => first)
    const languages = times.map(({ all }) => all)
    const answers = times.map(({ answer }) => answer)
    medians.push({ past, value: median(firsts) })
    const row = (label: string, value: number, atMost: number): Row => ({
      ...{ label: `${past} past incidents, ${label}`, value, unit: 'ms' },
      wanted: { atMost },
    })
    rows.push(
      row('median', median(firsts), 45),
      row('p99', percentile(firsts, 0.99), 150),
      row('all languages', median(languages), 90),
      row('answer to the desk', median(answers), 250),
    )
  }
  const [least, most] = [medians[0], medians.at(-1)]
  if (least && most) {
    const row: Row = { label: `${most.past} past incidents`, value: most.value, unit: 'ms', wanted: { atMost: 1.3 } }
    rows.push(compared(row, `with ${least.past}`, least.value))
  }
  return { name: 'visible', title: 'From sending a post to reading it on the page, of a site in three languages', rows }
}

async function timesWith(past: number, rounds: number): Promise<Took[]> {
  const installation = await install()
  await installation.fill((db) => fillHistory(db, past, Date.now()))
  const service = await startService(installation)
  try {
    await calm(service)
    await life(service, 'Warming up')
    const times: Took[] = []
    for (let round = 0; round < rounds; round++) times.push(...(await life(service, `Measurement ${round}`)))
    return times
  } finally {
    await service.stop()
    installation.remove()
  }
}

/** An incident from opening to resolution: each post until it is read, on the home page or on its own. */
async function life(service: Service, title: string): Promise<Took[]> {
  const { took, answer } = await timed(service, '/', title, () => openIncident(service, { title }))
  const later = async (body: string, phase: 'monitoring' | 'resolved') =>
    (await timed(service, `/incidents/${answer.id}/`, body, () => postUpdate(service, answer.id, { body, phase }))).took
  return [took, await later(`${title} goes on.`, 'monitoring'), await later(`${title} is over.`, 'resolved')]
}

/** Posts are minutes apart in life: what a post does afterwards in the background is not in the way of the next. */
const BETWEEN = 1_000

/** Posts while a page is read in each language, as readers do who do not wait for the desk. */
async function timed<T>(service: Service, path: string, text: string, post: () => Promise<T>) {
  const began = performance.now()
  const since = () => performance.now() - began
  const pages = LANGUAGES.map((prefix) => seen(service, prefix + path, text).then(since))
  const answer = await post()
  const took: Took = { answer: since(), first: (await pages[0]) ?? 0, all: Math.max(...(await Promise.all(pages))) }
  await wait(BETWEEN)
  return { answer, took }
}

/** Where the pages of the default plan's languages lie, the first language first. */
const LANGUAGES = ['', '/pt', '/es']

async function seen(service: Service, path: string, text: string): Promise<void> {
  for (const giveUp = performance.now() + 10_000; performance.now() < giveUp; await wait(1)) {
    const { status, body } = await service.get(path)
    if (status === 200 && body.includes(text)) return
  }
  throw new Error(`"${text}" was not seen on ${path} within ten seconds.`)
}

import { expect, test } from 'vitest'
import { addPlatforms } from '../support/app/actions.ts'
import { outage } from '../support/app/test-app.ts'
import { onPostgres } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { networkTo } from '../support/outside/network.ts'
import { TEST_KEY } from '../support/process/secret-key.ts'
import { startServer } from '../support/process/server.ts'

/** What customers of the API and operators are promised, in milliseconds. */
const POST_WITHIN = 15_000
const READY_WITHIN = 2_000

onPostgres('a service whose PostgreSQL comes and goes', (fresh) => {
  test('serves the pages it has, answers everything in time, and is whole again soon after', async () => {
    const { db, location } = await fresh()
    if (!('url' in location)) throw new Error('not PostgreSQL')
    await addPlatforms(db, 'voice')
    const network = await networkTo(location.url)
    const env = { DATABASE_URL: network.url, SECRET_KEY: TEST_KEY }
    const first = await startServer({ env })
    expect((await first.send('agent', 'POST', '/incidents', outage())).status).toBe(201)
    expect(await first.stop()).toBe(0)

    await network.refuse()
    const server = await startServer({ env, dataDir: first.dataDir, isEnough: 'alive' })
    const post = () => timed(() => fetch(`${server.url}/api/v1/incidents`, { method: 'POST' }).then(summary))
    const ready = () => timed(() => fetch(`${server.url}/readyz`).then(summary))
    const page = async () => expect(await (await fetch(server.url)).text()).toContain('Calls fail')
    await page()
    expect((await post()).answer).toEqual({ status: 503, code: 'database_unavailable' })
    expect((await ready()).answer.status).toBe(503)

    await network.mend()
    await timely(5_000, () => eventually(async () => (await ready()).answer.status === 200 || undefined))
    const send = () => server.send('agent', 'POST', '/incidents', outage())
    expect((await send()).status).toBe(201)

    network.silence()
    const silent = [timed(send), timed(send)]
    for (let asked = 0; asked < 5; asked++) {
      const { answer, took } = await ready()
      expect([answer.status, took < READY_WITHIN]).toEqual([503, true])
    }
    await page()
    for (const { answer, took } of await Promise.all(silent)) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'database_unavailable' } })
      expect(took).toBeLessThan(POST_WITHIN)
    }
    await network.mend()
    await timely(15_000, () => eventually(async () => (await ready()).answer.status === 200 || undefined))
    expect((await send()).status).toBe(201)
    await expect.poll(() => troublesIn(server.output()), { timeout: 20_000 }).toEqual([])
    expect(await server.stop()).toBe(0)
  })
})

/** How each trouble is told, and its end. */
const ENDS = {
  'the database is not there yet: the pages are served as they were found': 'the database is there',
  'the dispatcher fails; it goes on trying': 'the dispatcher works again',
  'regular work failed; it is tried again': 'all regular work succeeds again',
  'could not look for new events': 'new events are looked for again',
}

/** What was told in the log, and its end was not; each of these, if nothing was told at all. */
function troublesIn(output: string): string[] {
  const lines = output.split('\n').filter((line) => line.startsWith('{'))
  const said = lines.map((line): string => JSON.parse(line).msg)
  return Object.entries(ENDS)
    .filter(([begins, ends]) => !said.includes(begins) || said.lastIndexOf(ends) < said.lastIndexOf(begins))
    .map(([begins]) => begins)
}

async function summary(response: Response): Promise<{ status: number; code?: string }> {
  const { code } = await response.json()
  return { status: response.status, code }
}

async function timed<T>(work: () => Promise<T>): Promise<{ answer: T; took: number }> {
  const began = performance.now()
  return { answer: await work(), took: performance.now() - began }
}

async function timely(ms: number, work: () => Promise<unknown>): Promise<void> {
  expect((await timed(work)).took).toBeLessThan(ms)
}

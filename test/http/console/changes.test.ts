import { expect, test } from 'vitest'
import { Changes } from '../../../server/http/console/board/changes.ts'
import { signedIn } from '../../support/app/signed-in.ts'
import { NOON, outage, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { eventually } from '../../support/eventually.ts'

/** Opens a stream as a browser's EventSource does; `said` is what has come so far. */
async function watch(hono: Awaited<ReturnType<typeof testApp>>['hono'], headers: Record<string, string>) {
  const stop = new AbortController()
  const response = await hono.request('/staff/changes', { headers: { ...headers, accept: 'text/event-stream' } })
  const stream = { response, said: '', isOver: false, leave: () => stop.abort() }
  const reader = response.ok ? response.body?.getReader() : undefined
  stop.signal.addEventListener('abort', () => void reader?.cancel())
  const read = async () => {
    for (;;) {
      const { done, value } = (await reader?.read().catch(() => undefined)) ?? { done: true, value: undefined }
      stream.said += new TextDecoder().decode(value)
      if (done) break
    }
    stream.isOver = true
  }
  if (response.ok) void read()
  return stream
}

const QUICK = { look: 5, retry: 50 }

onEachDatabase('the stream of changes', (fresh) => {
  test('says that there is something new, and nothing else, uncached and unbuffered', async () => {
    const app = await testApp((await fresh()).db, { boards: QUICK })
    const { headers } = await signedIn(app.db, 'agent', NOON)
    const stream = await watch(app.hono, headers)
    expect(stream.response.headers.get('content-type')).toContain('text/event-stream')
    expect(stream.response.headers.get('cache-control')).toBe('no-store')
    expect(stream.response.headers.get('x-accel-buffering')).toBe('no')
    await eventually(() => stream.said.includes('event: changed') || undefined)
    expect(stream.said).toMatch(/^retry: 50\n\nevent: changed\ndata: (\S+)\nid: \1\n\n$/)
    const before = stream.said.length
    await app.call('POST /incidents', { as: 'agent', body: outage() })
    await eventually(() => stream.said.length > before || undefined)
    expect(stream.said.slice(before)).not.toContain('Calls')
    expect(stream.said.length - before).toBeLessThan(100)
    stream.leave()
    await eventually(() => stream.isOver || undefined)
  })

  test('ends in its time, beats before, and ends when the service stops', async () => {
    const stopping = new AbortController()
    const boards = { ...QUICK, lasts: 60, beat: 10 }
    const app = await testApp((await fresh()).db, { boards })
    const { headers } = await signedIn(app.db, 'agent', NOON)
    const stream = await watch(app.hono, headers)
    await eventually(() => stream.isOver || undefined)
    expect(stream.said).toContain('\nevent: beat\n')
    const other = await testApp((await fresh()).db, { boards: QUICK, stopping: stopping.signal })
    const lasting = await watch(other.hono, (await signedIn(other.db, 'agent', NOON)).headers)
    stopping.abort()
    await eventually(() => lasting.isOver || undefined)
  })

  test.each(['disabled', 'signed out'])('ends at the next beat once its person is %s', async (how) => {
    const app = await testApp((await fresh()).db, { boards: { ...QUICK, beat: 20 } })
    const rosa = await signedIn(app.db, 'agent', NOON, 'Rosa')
    const stays = await watch(app.hono, (await signedIn(app.db, 'agent', NOON, 'Lee')).headers)
    const stream = await watch(app.hono, rosa.headers)
    await eventually(() => stream.said.includes('event: beat') || undefined)
    expect(stream.isOver).toBe(false)
    if (how === 'disabled')
      await app.db.updateTable('people').set({ disabled_at: NOON }).where('name', '=', 'Rosa').execute()
    else {
      const { id } = await app.db.selectFrom('people').select('id').where('name', '=', 'Rosa').executeTakeFirstOrThrow()
      await app.db.deleteFrom('sessions').where('person_id', '=', id).execute()
    }
    await eventually(() => stream.isOver || undefined)
    expect(stays.isOver).toBe(false)
    stays.leave()
  })

  test('is refused with words to whoever has too many, and open again after one was left', async () => {
    const app = await testApp((await fresh()).db, { boards: { ...QUICK, each: 2, all: 3 } })
    const dana = await signedIn(app.db, 'agent', NOON, 'Dana Reyes')
    const lee = await signedIn(app.db, 'agent', NOON, 'Lee Park')
    const open = [await watch(app.hono, dana.headers), await watch(app.hono, dana.headers)]
    const refused = await watch(app.hono, dana.headers)
    expect([refused.response.status, refused.response.headers.get('retry-after')]).toEqual([429, '30'])
    expect(await refused.response.text()).toContain('You have 2 boards open')
    open.push(await watch(app.hono, lee.headers))
    expect((await watch(app.hono, lee.headers)).response.status).toBe(429)
    open[0]?.leave()
    const again = await eventually(async () => {
      const stream = await watch(app.hono, dana.headers)
      return stream.response.ok ? stream : undefined
    })
    for (const stream of [...open, again]) stream.leave()
  })

  test('leads whoever opens it by hand to the board', async () => {
    const app = await testApp((await fresh()).db)
    const { headers } = await signedIn(app.db, 'agent', NOON)
    const answer = await app.call('GET //staff/changes', { headers })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/staff/'])
    expect((await app.call('HEAD //staff/changes', { headers: { ...headers, accept: '*/*' } })).status).toBe(406)
  })
})

test('one look is enough for a hundred boards, and none is taken for none', async () => {
  let looks = 0
  const changes = new Changes(async () => `${++looks}`, 1)
  const heard: string[][] = Array.from({ length: 100 }, () => [])
  const leave = heard.map((marks) => changes.listen({ hear: (mark) => marks.push(mark), lost: () => {} }))
  await eventually(() => (heard[0] ?? []).length >= 3 || undefined)
  expect(new Set(heard.map((marks) => marks.slice(0, 3).join())).size).toBe(1)
  expect(looks).toBe(heard[99]?.length)
  for (const one of leave) one()
  const asLeft = looks
  await eventually(() => changes.size === 0 || undefined)
  await new Promise((done) => setImmediate(done))
  expect(looks).toBeLessThanOrEqual(asLeft + 1)
})

test('who watches is told when it cannot be seen any more, and may come again', async () => {
  let isAway = true
  const changes = new Changes(async () => {
    if (isAway) throw new Error('the database is away')
    return 'mark'
  }, 1)
  const said: string[] = []
  const listener = { hear: (mark: string) => said.push(mark), lost: () => said.push('lost') }
  const leave = changes.listen(listener)
  await eventually(() => said.includes('lost') || undefined)
  isAway = false
  await eventually(() => said.includes('mark') || undefined)
  leave()
})

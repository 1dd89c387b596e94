import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { answerText, createPost } from '../../server/outbound/post.ts'
import { AUTHORITY, SERVER } from '../support/outside/certificate.ts'
import { startWebhookReceiver } from '../support/outside/webhook-receiver.ts'

const REQUEST = {
  headers: { 'content-type': 'application/json' },
  body: '{"a":"ü"}',
  signal: new AbortController().signal,
}
const ALLOWED = ['127.0.0.1']

async function receiver() {
  const started = await startWebhookReceiver()
  onTestFinished(started.close)
  return started
}

describe('a request to an address that a stranger gave', () => {
  test('brings the body, its headers and ours, on a connection of its own', async () => {
    const there = await receiver()
    const reply = await createPost({ allowed: ALLOWED })(`${there.url}/a?b=c`, REQUEST)
    expect(reply).toEqual({ status: 204, retryAfter: undefined, body: '', took: expect.any(Number) })
    const [got] = there.requests
    expect(got).toMatchObject({ path: '/a?b=c', body: REQUEST.body })
    expect(got?.headers).toMatchObject({ 'content-type': 'application/json', connection: 'close', host: there.host })
    expect(got?.headers['user-agent']).toMatch(/^Signalpost\/\d/)
  })

  test('goes by https to whom a known authority vouches for, and to nobody else', async () => {
    let got = 0
    const server = createServer(SERVER, (req, res) => {
      got++
      req.resume()
      res.end('ok')
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`
    expect(await createPost({ allowed: ALLOWED, ca: AUTHORITY })(url, REQUEST)).toMatchObject({
      status: 200,
      body: 'ok',
    })
    const strange = await createPost({ allowed: ALLOWED })(url, REQUEST)
    expect(strange).toMatchObject({ failure: expect.stringMatching(/^UNABLE_TO_VERIFY|^SELF_SIGNED/) })
    expect(got).toBe(1)
  })

  test.each([301, 302, 303, 307, 308])('follows no redirect: %d is the answer', async (status) => {
    const [there, elsewhere] = [await receiver(), await receiver()]
    there.fault = () => ({ status, headers: { location: elsewhere.url } })
    expect(await createPost({ allowed: ALLOWED })(there.url, REQUEST)).toMatchObject({ status })
    expect(elsewhere.requests).toEqual([])
  })

  test('hears how long to wait', async () => {
    const there = await receiver()
    there.fault = () => ({ status: 503, retryAfter: 120, body: 'soon' })
    expect(await createPost({ allowed: ALLOWED })(there.url, REQUEST)).toMatchObject({ status: 503, retryAfter: '120' })
  })

  test('waits for no answer longer than its time', async () => {
    const there = await receiver()
    there.fault = () => 'hang'
    const reply = await createPost({ allowed: ALLOWED, total: 50 })(there.url, REQUEST)
    expect(reply).toMatchObject({ failure: 'no answer in time' })
  })

  test('takes an answer whose text never ends for the answer that it is', async () => {
    const there = await receiver()
    there.answer = (res) => void res.writeHead(200).write('I am still')
    const reply = await createPost({ allowed: ALLOWED, total: 300 })(there.url, REQUEST)
    expect(reply).toMatchObject({ status: 200, body: 'I am still' })
  })

  test('reads no more than 64 kB of an answer, and keeps little of it', async () => {
    const there = await receiver()
    let written = 0
    there.answer = (res) => {
      res.writeHead(200)
      const more = () => {
        while (!res.destroyed && res.write('x'.repeat(16_384))) written += 16_384
        written += 16_384
        if (!res.destroyed) res.once('drain', more)
      }
      more()
    }
    const reply = await createPost({ allowed: ALLOWED })(there.url, REQUEST)
    expect(reply).toMatchObject({ status: 200 })
    expect('body' in reply && reply.body.length).toBe(4096)
    // What the system buffers between two of its sockets is written as well.
    expect(written).toBeLessThan(16_000_000)
  })

  test('takes no headers without end', async () => {
    const there = await receiver()
    there.answer = (res) => res.writeHead(200, { 'x-much': 'x'.repeat(40_000) }).end()
    expect(await createPost({ allowed: ALLOWED })(there.url, REQUEST)).toMatchObject({ failure: 'HPE_HEADER_OVERFLOW' })
  })

  test('asks for no compression, and takes what is compressed for what it is', async () => {
    const there = await receiver()
    there.answer = (res) => res.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip')
    expect(await createPost({ allowed: ALLOWED })(there.url, REQUEST)).toMatchObject({ status: 200, body: 'not gzip' })
    expect(there.requests[0]?.headers['accept-encoding']).toBeUndefined()
  })

  test('reports a connection that is cut, or that nobody takes', async () => {
    const there = await receiver()
    there.fault = () => 'reset'
    const post = createPost({ allowed: ALLOWED })
    expect(await post(there.url, REQUEST)).toMatchObject({ failure: 'ECONNRESET' })
    expect(await post('http://127.0.0.1:1/', REQUEST)).toMatchObject({ failure: 'ECONNREFUSED' })
  })

  test('ends at once when the dispatcher stops', async () => {
    const there = await receiver()
    there.fault = () => 'hang'
    const stop = new AbortController()
    there.onRequest = () => stop.abort()
    const reply = await createPost({ allowed: ALLOWED })(there.url, { ...REQUEST, signal: stop.signal })
    expect(reply).toMatchObject({ failure: 'stopped' })
    expect(await createPost({ allowed: ALLOWED })(there.url, { ...REQUEST, signal: stop.signal })).toMatchObject({
      failure: 'stopped',
    })
    expect(there.requests).toHaveLength(1)
  })
})

test('an owner sees the beginning of an answer on one line', () => {
  const text = (body: string) => answerText({ status: 500, retryAfter: undefined, body, took: 1 })
  expect(text('one\r\n\ttwo\u0000\u001B[31m\u202Ethree')).toBe('one two[31mthree')
  expect(text(`x${'👩'.repeat(500)}`)).toBe(`x${'👩'.repeat(99)}`)
  expect(text('x'.repeat(500))).toHaveLength(200)
  expect(answerText({ failure: 'ECONNRESET', took: 1 })).toBe('ECONNRESET')
})

import http from 'node:http'
import https from 'node:https'
import { whyUnanswered } from '../lib/error-code.ts'
import { oneLine } from '../lib/text.ts'
import { VERSION } from '../lib/version.ts'
import { type Allowed, judgeUrl } from './judge.ts'
import { type FindAddresses, guardedLookup } from './lookup.ts'

export interface Answer {
  status: number
  retryAfter: string | undefined
  /** Its beginning. */
  body: string
}

export interface NoAnswer {
  failure: string
}

/** What came of a request, and in how many milliseconds. */
export type Reply = (Answer | NoAnswer) & { took: number }

export interface Request {
  headers: Record<string, string>
  body: string
  signal: AbortSignal
}

export interface OutboundOptions {
  allowed: Allowed
  /** Milliseconds until the answer has to be there. */
  total?: number
  /** In place of the DNS. */
  find?: FindAddresses
  /** Certificates of authorities that are trusted in place of the usual ones. */
  ca?: string
}

export type Post = (url: string, request: Request) => Promise<Reply>

const CONNECT = 5_000
const TOTAL = 10_000
const LONGEST_ANSWER = 64 * 1024
const LONGEST_HEADERS = 16 * 1024
/** So much of an answer is kept. */
const KEPT = 4 * 1024

/**
 * The only way to addresses that strangers give. Each request is judged, has a connection of its own to an address that
 * was judged, follows no redirect, and reads little of the answer. Never rejects.
 */
export function createPost({ allowed, total = TOTAL, find, ca }: OutboundOptions): Post {
  const lookup = guardedLookup(allowed, find)
  return async (text, { headers, body, signal }) => {
    const began = performance.now()
    const url = judgeUrl(text, allowed)
    const send = (target: URL) => {
      const options = {
        ...{ method: 'POST', agent: false, lookup, maxHeaderSize: LONGEST_HEADERS },
        headers: { ...headers, 'user-agent': `Signalpost/${VERSION}`, 'content-length': Buffer.byteLength(body) },
      }
      return target.protocol === 'https:' ? https.request(target, { ...options, ca }) : http.request(target, options)
    }
    const came = url instanceof URL ? await exchange(() => send(url), body, total, signal) : refused(url.why)
    return { ...came, took: Math.round(performance.now() - began) }
  }
}

function refused(why: string): NoAnswer {
  return { failure: `not sent: the address ${why}` }
}

/** The beginning of an answer, or why there was none, for the owner of the address: at most 200 characters on one line. */
export function answerText(reply: Reply): string {
  const line = oneLine('failure' in reply ? reply.failure : reply.body)
  // Never half of a character.
  return line.slice(0, 200).replace(/[\uD800-\uDBFF]$/, '')
}

function exchange(
  start: () => http.ClientRequest,
  body: string,
  total: number,
  signal: AbortSignal,
): Promise<Answer | NoAnswer> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ failure: 'stopped' })
    const request = start()
    const finish = (result: Answer | NoAnswer) => {
      for (const timer of timers) clearTimeout(timer)
      signal.removeEventListener('abort', stopped)
      resolve(result)
      request.destroy()
    }
    const fail = (failure: string) => finish({ failure })
    const stopped = () => fail('stopped')
    let isConnected = false
    let enough = () => fail('no answer in time')
    const timers = [
      setTimeout(() => enough(), total),
      setTimeout(() => isConnected || fail('no connection in time'), CONNECT),
    ]
    signal.addEventListener('abort', stopped, { once: true })
    request.once('socket', (socket) => {
      const event = 'encrypted' in socket ? 'secureConnect' : 'connect'
      socket.once(event, () => {
        isConnected = true
      })
    })
    // A destroyed request may still report how its connection ended.
    request.on('error', (error) => fail(whyUnanswered(error)))
    request.once('response', (response) => {
      enough = read(response, finish)
    })
    request.end(body)
  })
}

/** Returns what ends the reading: what has come of the answer is the answer, its status with it. */
function read(response: http.IncomingMessage, finish: (reply: Answer) => void): () => void {
  const chunks: Buffer[] = []
  let length = 0
  const done = () =>
    finish({
      status: response.statusCode ?? 0,
      retryAfter: response.headers['retry-after'],
      body: Buffer.concat(chunks).toString('utf8', 0, KEPT),
    })
  response.on('data', (chunk: Buffer) => {
    if (length < KEPT) chunks.push(chunk)
    length += chunk.length
    if (length > LONGEST_ANSWER) done()
  })
  response.once('end', done)
  response.once('error', done)
  return done
}

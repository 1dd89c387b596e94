import http from 'node:http'
import https from 'node:https'

export interface Reply {
  status: number
  retryAfter: string | undefined
  /** Its beginning. */
  body: string
}
/** No answer: `timeout`, `ECONNRESET` and so on. */
export interface NoReply {
  failure: string
}

const CONNECT = 5_000
const ANSWER = 15_000
const LONGEST_ANSWER = 64 * 1024

/** Posts over connections that are kept open: a new one per message would cost more than the message. */
export function createPoster(capacity: number, total = ANSWER) {
  const settings = { keepAlive: true, maxSockets: capacity, maxFreeSockets: capacity, scheduling: 'lifo' } as const
  const agents = { 'http:': new http.Agent(settings), 'https:': new https.Agent(settings) }
  return {
    /** Never rejects. Redirects are answers like any other: nobody is sent elsewhere. */
    async post(url: string, headers: http.OutgoingHttpHeaders, body: Uint8Array, signal: AbortSignal) {
      const target = new URL(url)
      const secure = target.protocol === 'https:'
      const send = () =>
        secure
          ? https.request(target, { method: 'POST', headers, agent: agents['https:'] })
          : http.request(target, { method: 'POST', headers, agent: agents['http:'] })
      const first = await exchange(send(), body, total, signal)
      // The service closed a kept connection just as we used it again; it has not seen the request.
      return 'stale' in first ? exchange(send(), body, total, signal).then(settle) : settle(first)
    },
    close(): void {
      agents['http:'].destroy()
      agents['https:'].destroy()
    },
  }
}
export type Poster = ReturnType<typeof createPoster>

type Exchange = Reply | NoReply | { failure: string; stale: true }

function settle(exchange: Exchange): Reply | NoReply {
  return 'stale' in exchange ? { failure: exchange.failure } : exchange
}

function exchange(
  request: http.ClientRequest,
  body: Uint8Array,
  total: number,
  signal: AbortSignal,
): Promise<Exchange> {
  return new Promise((resolve) => {
    const overdue = setTimeout(() => fail('timeout'), total)
    const connecting = setTimeout(
      () => request.socket?.connecting !== false && fail('timeout while connecting'),
      CONNECT,
    )
    const stopped = () => fail('stopped')
    const finish = (result: Exchange) => {
      clearTimeout(overdue)
      clearTimeout(connecting)
      signal.removeEventListener('abort', stopped)
      resolve(result)
    }
    const fail = (failure: string) => {
      finish({ failure })
      request.destroy()
    }
    request.once('error', (error: NodeJS.ErrnoException) => {
      const failure = error.code ?? error.message
      finish(request.reusedSocket && failure === 'ECONNRESET' ? { failure, stale: true } : { failure })
    })
    request.once('response', (response) => read(response, finish))
    if (signal.aborted) return stopped()
    signal.addEventListener('abort', stopped, { once: true })
    request.end(body)
  })
}

function read(response: http.IncomingMessage, finish: (reply: Reply | NoReply) => void): void {
  const status = response.statusCode ?? 0
  let length = 0
  const chunks: Buffer[] = []
  const done = () =>
    finish({
      status,
      retryAfter: response.headers['retry-after'],
      body: Buffer.concat(chunks).toString('utf8', 0, 500),
    })
  response.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length <= LONGEST_ANSWER) chunks.push(chunk)
    else {
      done()
      response.destroy()
    }
  })
  response.once('end', done)
  response.once('error', (error) => finish({ failure: error.message }))
}

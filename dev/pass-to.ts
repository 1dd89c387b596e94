import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { viewIn } from './views-as-pages.ts'

type Next = (error?: unknown) => void

/** What Vite itself serves: its client, and the sources of styles and scripts. */
const VITE = /^\/(@|src\/|server\/|node_modules\/)/
/** A page is always sent whole, and says of itself how long it is. */
const OF_THE_BODY = ['content-length', 'content-encoding', 'etag', 'last-modified', 'content-security-policy']

/** Middleware that asks the product on this port. Its views go on to Astro, everything else is answered as it is. */
export function passTo(port: number) {
  return async (incoming: IncomingMessage, outgoing: ServerResponse, next: Next): Promise<void> => {
    if (VITE.test(incoming.url ?? '')) return next()
    try {
      await answer(await ask(port, incoming), incoming, outgoing, next)
    } catch (error) {
      outgoing.writeHead(503, { 'content-type': 'text/plain' }).end(`The server does not answer: ${error}\n`)
    }
  }
}

/** While the product restarts nobody listens; who only reads waits. */
async function ask(port: number, incoming: IncomingMessage): Promise<IncomingMessage> {
  for (let tries = incoming.method === 'GET' ? 100 : 1; ; tries--) {
    try {
      return await askOnce(port, incoming)
    } catch (error) {
      if (tries === 1) throw error
      await wait(200)
    }
  }
}

function askOnce(port: number, incoming: IncomingMessage): Promise<IncomingMessage> {
  // Whole and plain: what is known of a view says nothing about the page.
  const { 'accept-encoding': _, 'if-none-match': __, 'if-modified-since': ___, ...headers } = incoming.headers
  return new Promise((resolve, reject) => {
    const asking = request({ port, host: '127.0.0.1', method: incoming.method, path: incoming.url, headers })
    asking.on('response', resolve).on('error', reject)
    incoming.pipe(asking)
  })
}

async function answer(answered: IncomingMessage, incoming: IncomingMessage, outgoing: ServerResponse, next: Next) {
  const { statusCode = 502, headers } = answered
  if (!headers['content-type']?.startsWith('text/html')) {
    answered.pipe(outgoing.writeHead(statusCode, headers))
    return
  }
  const page = await text(answered)
  const context = viewIn(page)
  if (!context) {
    outgoing.writeHead(statusCode, headers).end(page)
    return
  }
  prepare(outgoing, answered)
  Object.assign(incoming, { method: 'GET', url: `/${context.view.kind}`, [Symbol.for('astro.locals')]: context })
  next()
}

/** Astro says 200 of the kind of page it is asked for; the product has answered what was really asked. */
function prepare(outgoing: ServerResponse, { statusCode = 502, headers }: IncomingMessage): void {
  for (const [name, value = ''] of Object.entries(headers)) {
    if (!OF_THE_BODY.includes(name)) outgoing.setHeader(name, value)
  }
  const writeHead = outgoing.writeHead.bind(outgoing) as (status: number, ...more: unknown[]) => ServerResponse
  outgoing.writeHead = (_: number, ...more: unknown[]) => writeHead(statusCode, ...more)
}

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/**
 * What goes wrong with one request: an answer with another status, no answer at all (`hang`), or a connection that is
 * cut before (`reset`) or after (`lost`) the request took effect.
 */
export type Fault =
  | { status: number; retryAfter?: number | string; body?: unknown; headers?: Record<string, string> }
  | 'hang'
  | 'reset'
  | 'lost'

/** Decides about each request: a fault for this one, or nothing. */
export type Knob<Request> = (request: Request) => Fault | undefined

/** Faults for the next requests, in order. */
export function faultsInTurn<Request>(...faults: (Fault | undefined)[]): Knob<Request> {
  return () => faults.shift()
}

interface Listening {
  /** `http://127.0.0.1:PORT` */
  url: string
  close(): Promise<void>
}

/** A server on a free port of 127.0.0.1. */
export async function listen(
  answer: (req: IncomingMessage, body: Buffer, res: ServerResponse) => void | Promise<void>,
  port = 0,
): Promise<Listening> {
  const server = createServer({ keepAliveTimeout: 60_000 }, async (req, res) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of req) chunks.push(chunk)
      await answer(req, Buffer.concat(chunks), res)
    } catch {
      res.destroy()
    }
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const close = async () => {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
  return { url: `http://127.0.0.1:${address.port}`, close }
}

export function answerJson(res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** Commits a fault other than `lost`. Answers whether it did. */
export function commit(fault: Fault | undefined, res: ServerResponse): boolean {
  if (fault === undefined || fault === 'lost') return false
  if (fault === 'hang') return true
  if (fault === 'reset') {
    res.socket?.resetAndDestroy()
    return true
  }
  if (fault.retryAfter !== undefined) res.setHeader('retry-after', String(fault.retryAfter))
  answerJson(res, fault.status, fault.body ?? {}, fault.headers)
  return true
}

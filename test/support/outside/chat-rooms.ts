import { setTimeout as wait } from 'node:timers/promises'
import { type Knob, listen } from './stand-in.ts'

/** One message that came. */
export interface Posted {
  /** The path: `/teams/ops`, say, for a room at the stand-in of Teams. */
  room: string
  body: string
  contentType: string | undefined
}

export interface ChatRooms {
  /** `http://127.0.0.1:PORT`: to be allowed with OUTBOUND_ALLOW. */
  url: string
  /** Every request in order of arrival, also those answered with a fault. */
  requests: Posted[]
  accepted: Posted[]
  fault: Knob<Posted>
  /** Milliseconds before an answer. */
  latency: number
  onRequest: (posted: Posted) => void
  close(): Promise<void>
}

/** How each service answers what it takes: by the first part of the path. */
const TAKEN: Record<string, [status: number, body: string]> = {
  teams: [202, ''],
  slack: [200, 'ok'],
  webex: [204, ''],
}

/** Rooms of all three services. A fault's `body` that is a text is answered as it is. */
export async function startChatRooms(options: { port?: number } = {}): Promise<ChatRooms> {
  const listening = await listen(async (req, body, res) => {
    const posted = { room: req.url ?? '', body: body.toString(), contentType: req.headers['content-type'] }
    rooms.requests.push(posted)
    rooms.onRequest(posted)
    const fault = rooms.fault(posted)
    if (fault === 'hang') return
    if (fault === 'reset') return void res.socket?.resetAndDestroy()
    if (fault !== undefined && fault !== 'lost') {
      if (fault.retryAfter !== undefined) res.setHeader('retry-after', String(fault.retryAfter))
      return void res.writeHead(fault.status, fault.headers).end(String(fault.body ?? ''))
    }
    rooms.accepted.push(posted)
    if (fault === 'lost') return void res.socket?.resetAndDestroy()
    if (rooms.latency > 0) await wait(rooms.latency)
    const [status, answer] = TAKEN[posted.room.split('/')[1] ?? ''] ?? [404, 'no_service']
    res.writeHead(status).end(answer)
  }, options.port)
  const rooms: ChatRooms = {
    ...{ url: listening.url, requests: [], accepted: [], latency: 0, close: listening.close },
    ...{ fault: () => undefined, onRequest: () => {} },
  }
  return rooms
}

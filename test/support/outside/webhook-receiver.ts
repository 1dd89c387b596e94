import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { Webhook } from 'standardwebhooks'
import { commit, type Knob, listen } from './stand-in.ts'

export interface Hook {
  path: string
  headers: IncomingHttpHeaders
  /** As it came. */
  body: string
}

export interface WebhookReceiver {
  /** `http://127.0.0.1:PORT`: to be allowed with OUTBOUND_ALLOW. */
  url: string
  host: string
  /** Every request in order of arrival, also those answered with a fault. */
  requests: Hook[]
  accepted: Hook[]
  fault: Knob<Hook>
  /** Milliseconds before an answer. */
  latency: number
  /** Called when a request arrived, before it takes effect. */
  onRequest: (hook: Hook) => void
  /** Answers in its own way in place of 204. */
  answer: ((res: ServerResponse) => void) | undefined
  close(): Promise<void>
}

/** A receiver of webhooks, at any path. */
export async function startWebhookReceiver(options: { port?: number } = {}): Promise<WebhookReceiver> {
  const listening = await listen(async (req, body, res) => {
    const hook = { path: req.url ?? '', headers: req.headers, body: body.toString() }
    receiver.requests.push(hook)
    receiver.onRequest(hook)
    const fault = receiver.fault(hook)
    if (commit(fault, res)) return
    receiver.accepted.push(hook)
    if (fault === 'lost') return void res.socket?.resetAndDestroy()
    if (receiver.latency > 0) await wait(receiver.latency)
    if (receiver.answer) return receiver.answer(res)
    res.writeHead(204).end()
  }, options.port)
  const receiver: WebhookReceiver = {
    url: listening.url,
    host: new URL(listening.url).host,
    requests: [],
    accepted: [],
    fault: () => undefined,
    latency: 0,
    onRequest: () => {},
    answer: undefined,
    close: listening.close,
  }
  return receiver
}

/** Would a receiver who knows this secret believe it? By code that is not ours, and whatever the time is. */
export function isSignedWith(secret: string, { headers, body }: Hook): boolean {
  const [id, at] = [String(headers['webhook-id']), new Date(Number(headers['webhook-timestamp']) * 1000)]
  return String(headers['webhook-signature'])
    .split(' ')
    .includes(new Webhook(secret).sign(id, at, body))
}

import { createHmac } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { answerJson, commit, type Fault, type Knob, listen } from './stand-in.ts'

/** A mail as Resend's HTTP API takes it. */
export interface ProviderMail {
  from: string
  to: string[] | string
  subject: string
  html: string
  text: string
  reply_to?: string
  headers?: Record<string, string>
}

interface ProviderRequest {
  key: string | undefined
  mails: ProviderMail[]
  /** 1 for the first request. */
  number: number
}

export interface MailProvider {
  url: string
  /** Every request in order of arrival, also those answered with a fault. */
  requests: ProviderRequest[]
  /** Mails accepted for delivery: a request repeated under its idempotency key adds nothing. */
  accepted: ProviderMail[]
  /** Accepted mails to one address. */
  to(address: string): ProviderMail[]
  /** What goes wrong with the next requests. */
  fault: Knob<ProviderRequest>
  /** In permissive mode: why this mail is refused, or undefined. */
  refuse: (mail: ProviderMail) => string | undefined
  /** Milliseconds before an answer. */
  latency: number
  /** Called when a request arrived, before it takes effect, and after it was answered. */
  onRequest: (request: ProviderRequest) => void
  onAnswer: (request: ProviderRequest) => void
  close(): Promise<void>
}

interface Remembered {
  bytes: string
  answer: { status: number; body: unknown } | null
}

/**
 * Resend's `POST /emails/batch` and `POST /emails` as its documents describe them: idempotency keys (same body replays
 * the answer, another body is a conflict), validation in permissive mode, a rate limit per second with its headers.
 */
export async function startMailProvider(
  options: { limit?: number; apiKey?: string; port?: number; clock?: () => number } = {},
): Promise<MailProvider> {
  const keys = new Map<string, Remembered>()
  const rate = rateLimit(options.limit ?? 1_000_000, options.clock)
  const provider: MailProvider = {
    url: '',
    requests: [],
    accepted: [],
    to: (address) => provider.accepted.filter((mail) => [mail.to].flat().includes(address)),
    fault: () => undefined,
    refuse: () => undefined,
    latency: 0,
    onRequest: () => {},
    onAnswer: () => {},
    close: async () => {},
  }
  const take = async (req: IncomingMessage, raw: Buffer, res: ServerResponse) => {
    const bytes = raw.toString()
    const parsed: ProviderMail | ProviderMail[] = JSON.parse(bytes)
    const key = req.headers['idempotency-key']?.toString()
    const request = { key, mails: [parsed].flat(), number: provider.requests.length + 1 }
    provider.requests.push(request)
    provider.onRequest(request)
    const fault = provider.fault(request)
    if (commit(fault, res)) return
    const refusal = refuseRequest(req, options.apiKey, rate)
    if (refusal) return answerJson(res, refusal.status, refusal.body, rate.headers())
    const known = key === undefined ? undefined : keys.get(key)
    const answer = known ? replay(known, bytes) : await settle(bytes, key, request, req)
    if (fault === 'lost') return void res.socket?.resetAndDestroy()
    if (provider.latency > 0) await wait(provider.latency)
    answerJson(res, answer.status, answer.body, rate.headers())
    provider.onAnswer(request)
  }
  const settle = async (bytes: string, key: string | undefined, request: ProviderRequest, req: IncomingMessage) => {
    const memory: Remembered = { bytes, answer: null }
    if (key) keys.set(key, memory)
    memory.answer = accept(provider, request, req.headers['x-batch-validation'] === 'permissive')
    return memory.answer
  }
  const listening = await listen(take, options.port)
  provider.url = listening.url
  provider.close = listening.close
  return provider
}

function accept(provider: MailProvider, { mails }: ProviderRequest, permissive: boolean) {
  const errors = mails.flatMap((mail, index) => {
    const message = provider.refuse(mail)
    return message === undefined ? [] : [{ index, message }]
  })
  const [first] = errors
  if (first && !permissive) return { status: 422, body: problem(422, 'validation_error', first.message) }
  const refused = new Set(errors.map((error) => error.index))
  const taken = mails.filter((_, index) => !refused.has(index))
  const start = provider.accepted.length
  provider.accepted.push(...taken)
  const data = taken.map((_, index) => ({ id: `mail-${start + index + 1}` }))
  return { status: 200, body: permissive ? { data, errors } : { data } }
}

function replay(known: Remembered, bytes: string) {
  const name = known.bytes === bytes ? 'concurrent_idempotent_requests' : 'invalid_idempotent_request'
  if (known.bytes === bytes && known.answer) return known.answer
  return { status: 409, body: problem(409, name, 'The idempotency key is in use.') }
}

function problem(statusCode: number, name: string, message: string) {
  return { statusCode, name, message }
}

/** A provider's refusal of a whole request, as a fault. */
export function providerFault(statusCode: number, name: string, retryAfter?: number): Fault {
  return { status: statusCode, body: problem(statusCode, name, name), ...(retryAfter !== undefined && { retryAfter }) }
}

function refuseRequest(req: IncomingMessage, apiKey: string | undefined, rate: ReturnType<typeof rateLimit>) {
  if (apiKey && req.headers.authorization !== `Bearer ${apiKey}`) {
    return { status: 401, body: problem(401, 'missing_api_key', 'Missing API key.') }
  }
  if (req.method !== 'POST' || !['/emails/batch', '/emails'].includes(req.url ?? '')) {
    return { status: 404, body: problem(404, 'not_found', 'There is nothing here.') }
  }
  if (!rate.take()) return { status: 429, body: problem(429, 'rate_limit_exceeded', 'Too many requests.') }
  return null
}

/** `limit` requests in each second of a clock in milliseconds, by default that of this process. */
function rateLimit(limit: number, clock = () => performance.now()) {
  let [window, used] = [0, 0]
  const now = () => Math.floor(clock() / 1000)
  return {
    take() {
      if (now() !== window) [window, used] = [now(), 0]
      used += 1
      return used <= limit
    },
    headers(): Record<string, string> {
      const remaining = String(Math.max(0, limit - used))
      const told = { 'ratelimit-limit': String(limit), 'ratelimit-remaining': remaining, 'ratelimit-reset': '1' }
      return used > limit ? { ...told, 'retry-after': '1' } : told
    },
  }
}

/** What Resend posts to say what became of a mail or an address, signed now with `secret`; the same `id` is the same report. */
export function providerReport(
  secret: string,
  { id, type, at, data }: { id: string; type: string; at: number; data: object },
  sentAt = Date.now(),
): { raw: string; headers: Record<string, string> } {
  const raw = JSON.stringify({ type, created_at: new Date(at).toISOString(), data })
  const timestamp = String(Math.floor(sentAt / 1000))
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${raw}`).digest('base64')
  return { raw, headers: { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': `v1,old v1,${signature}` } }
}

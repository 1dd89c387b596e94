import { Resend } from 'resend'
import { HOUR, type Instant } from '../../../domain/vocabulary.ts'
import {
  type BatchChannel,
  type DeliveryJob,
  type Outcome,
  type Pause,
  retryAfter,
  type SentBatch,
} from '../../channel.ts'
import { composeEmail } from '../compose.ts'
import type { MailSite } from '../email.ts'
import { createRate } from './rate.ts'
import { emailRetryPolicy } from './retry-policy.ts'
import { opened, stored } from './sealed-mail.ts'

/** The most that one request to Resend may hold. */
const BATCH = 100
const PARALLEL = 4
/** Resend forgets idempotency keys after 24 hours, and one try later could be a second mail. */
const RETRY_FOR = 20 * HOUR

interface ResendAccount {
  apiKey: string
  baseUrl?: string
  timeout?: number
}

type ResendEmail = Parameters<Resend['batch']['send']>[0][number]

/** Mail through Resend, a hundred per request. What is sent once under a key is sent again byte by byte. */
export function resend(
  { apiKey, baseUrl, timeout = 10_000 }: ResendAccount,
  site: MailSite,
  clock: () => Instant,
): BatchChannel {
  const client = new Resend(apiKey, { baseUrl })
  const rate = createRate(PARALLEL, clock)
  const common = {
    ...emailRetryPolicy(RETRY_FOR),
    mode: 'batch',
    claimSize: BATCH,
    close: async () => {},
    compose(job: DeliveryJob): object {
      const { from, to, replyTo, subject, text, html, headers } = composeEmail(job, site)
      const mail: ResendEmail = { from, to, replyTo, subject, text, html, headers }
      return stored(mail, job, site.accountSecret)
    },
  } as const
  const send: BatchChannel['send'] = async (idempotencyKey, messages, stop) => {
    const mails = messages.map((message) => opened(message, site.accountSecret))
    if (mails.includes(null)) return unreadable(mails.length)
    const answer = await client.batch.send(mails as ResendEmail[], {
      idempotencyKey,
      batchValidation: 'permissive',
      // The SDK has no timeout of its own; it answers an abort like any other network failure.
      signal: AbortSignal.any([AbortSignal.timeout(timeout), stop]),
    })
    rate.answered(answer.headers)
    if (answer.error === null) return settled(answer.data, messages.length)
    return refused(answer.error, messages.length, retryAfter(answer.headers?.['retry-after'], clock()))
  }
  const staff: BatchChannel = {
    ...common,
    capacity: BATCH,
    room: rate.roomForStaff,
    async send(...request) {
      const answer = await send(...request)
      rate.answeredStaff(answer.kind === 'later' && answer.pause?.alarm === false)
      return answer
    },
  }
  return { ...common, capacity: PARALLEL * BATCH, room: rate.room, send, staff }
}

interface Accepted {
  data: { id: string }[]
  errors?: { index: number; message: string }[]
}

/** In permissive mode `data` lists only what was accepted, in order; `errors` names the rest by index. */
function settled(answer: Accepted | null, count: number): SentBatch {
  // Whoever answered, it was not Resend: perhaps a proxy in between.
  if (!Array.isArray(answer?.data))
    return { kind: 'later', why: 'Resend: an answer without mails', batch: 'retry-same' }
  const errors = new Map((answer.errors ?? []).map(({ index, message }) => [index, message]))
  const accepted = answer.data.values()
  const outcomes = Array.from({ length: count }, (_, index): Outcome => {
    const message = errors.get(index)
    if (message !== undefined) return { kind: 'failed', why: `Resend: ${message}` }
    const taken = accepted.next().value
    return taken ? { kind: 'sent', reference: taken.id } : { kind: 'failed', why: 'Resend did not name this mail' }
  })
  return { kind: 'settled', outcomes }
}

interface Refused {
  name: string
  message: string
  statusCode: number | null
}

/** What the whole request's refusal means for it; names as in Resend's documents. */
function refused({ name, message, statusCode }: Refused, count: number, after: number | undefined): SentBatch {
  const why = `Resend: ${[name, message].filter(Boolean).join(': ') || 'an error that does not say why'}`
  const stop = (alarm: boolean): Pause => ({ ms: after, why, alarm })
  if (name === 'concurrent_idempotent_requests') return { kind: 'later', why, after: 2000, batch: 'retry-same' }
  if (name === 'rate_limit_exceeded') {
    return { kind: 'later', why, after, batch: 'retry-new', pause: { ms: after ?? 1000, why, alarm: false } }
  }
  if (stopsTheChannel(name, statusCode)) return { kind: 'later', why, after, batch: 'retry-new', pause: stop(true) }
  // Another body under the same key: the first one was taken, with these mails in it.
  if (name === 'invalid_idempotent_request') return failed(why, count)
  if (statusCode === 400 || statusCode === 413 || statusCode === 422) {
    return count > 1 ? { kind: 'later', why, batch: 'split' } : failed(why, count)
  }
  if (statusCode === 429) return { kind: 'later', why, after, batch: 'retry-new', pause: stop(false) }
  // Its own errors and a lost connection: it may have taken the mails, so they stay as they are.
  return { kind: 'later', why, after, batch: 'retry-same' }
}

/** The secret key is another than when the mail was composed: its link is worth nothing, and the others go without it. */
function unreadable(count: number): SentBatch {
  const why = 'the mail was sealed with another secret key'
  return count > 1 ? { kind: 'later', why, batch: 'split' } : failed(why, count)
}

/** The account, key or sender is not right: no mail would pass, and none of them is to blame. */
function stopsTheChannel(name: string, statusCode: number | null): boolean {
  return (
    /quota_exceeded$|api_key$|^invalid_(from_address|access)$/.test(name) ||
    [401, 403, 404, 405].includes(statusCode ?? 0)
  )
}

function failed(why: string, count: number): SentBatch {
  return { kind: 'settled', outcomes: Array.from({ length: count }, () => ({ kind: 'failed', why })) }
}

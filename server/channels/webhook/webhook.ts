import { messageId } from '../../domain/subscription/told-as.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { openAddress } from '../../lib/secret/sealed-address.ts'
import { answerText, createPost, type Reply } from '../../outbound/post.ts'
import { type DeliveryJob, type Outcome, retryAfter, type Sent, type SingleChannel } from '../channel.ts'
import { bodyOf, type WebhookSite } from './format.ts'
import { webhookKind } from './kind.ts'
import { signedHeaders } from './sign.ts'

/** At a receiver's at once. */
const CAPACITY = 4

interface WebhookOptions {
  site: WebhookSite
  outboundAllow: readonly string[]
  addressSecret: string
  clock: () => Instant
  timeout?: number
}

/** Webhooks by Standard Webhooks: each message is signed, and its id is its event's, however often it is sent. */
export function webhook({ site, outboundAllow, addressSecret, clock, timeout }: WebhookOptions): SingleChannel {
  const post = createPost({ allowed: outboundAllow, total: timeout })
  const bodies = new WeakMap<object, string | null>()
  const bodyFor = (job: DeliveryJob) => {
    const known = bodies.get(job.message)
    if (known !== undefined) return known
    const body = bodyOf(job, site)
    bodies.set(job.message, body)
    return body
  }
  const send = async (job: DeliveryJob, signal: AbortSignal): Promise<Sent> => {
    const body = bodyFor(job)
    if (body === null) return { outcome: { kind: 'failed', why: 'Webhook: only what subscribers follow is sent' } }
    const address = openAddress(addressSecret, job.receiver.keys)
    if (!address) return { outcome: { kind: 'failed', why: 'Webhook: the address was sealed under another key' } }
    const signed = signedHeaders(messageId(job.eventId), body, address.secrets, clock())
    const reply = await post(address.url, { headers: { 'content-type': 'application/json', ...signed }, body, signal })
    return judge(reply, clock())
  }
  return {
    kind: webhookKind,
    mode: 'single',
    capacity: CAPACITY,
    claimSize: CAPACITY,
    // The last of the retries is the end.
    deadline: () => Number.POSITIVE_INFINITY,
    send,
    close: async () => {},
  }
}

/** Returns what the receiver's answer means. Its text is for the owner alone. */
function judge(reply: Reply, now: Instant): Sent {
  const status = 'status' in reply ? reply.status : null
  return { outcome: outcomeOf(reply, now), attempt: { status, took: reply.took, answer: answerText(reply) } }
}

function outcomeOf(reply: Reply, now: Instant): Outcome {
  if ('failure' in reply) return { kind: 'later', why: `Webhook: ${reply.failure}` }
  const { status } = reply
  if (status >= 200 && status < 300) return { kind: 'sent' }
  const why = `Webhook: ${status}`
  if (status === 410) return { kind: 'gone', why }
  const asks = status === 429 || status === 503
  return { kind: 'later', why, after: asks ? retryAfter(reply.retryAfter, now) : undefined }
}

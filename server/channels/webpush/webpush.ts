import webpush from 'web-push'
import type { Instant } from '../../domain/vocabulary.ts'
import { messageOf } from '../../lib/error-code.ts'
import { type DeliveryJob, type Outcome, type Pause, retryAfter, type Sent, type SingleChannel } from '../channel.ts'
import { ARCHIVED_TIME_TO_LIVE } from './archived.ts'
import { webPushKind } from './kind.ts'
import { maintenanceTimeToLive } from './maintenance.ts'
import { type PushSite, timeToLive } from './notification.ts'
import { notificationOf } from './notification-of.ts'
import { isPushService, type PushKeys } from './parse.ts'
import { createPoster, type NoReply, type Poster, type Reply } from './post.ts'
import { createVapidHeaders, type Vapid } from './vapid.ts'

const CAPACITY = 200

interface PushOptions {
  site: PushSite
  vapid: Vapid
  extraOrigins: readonly string[]
  clock: () => Instant
  timeout?: number
}

/** Browser push (RFC 8030, 8291, 8292). It shows state: only the newest message on an incident or a maintenance is worth showing. */
export function webPush(options: PushOptions): SingleChannel {
  const poster = createPoster(CAPACITY, options.timeout)
  const authorization = createVapidHeaders(options.vapid, options.clock)
  return {
    kind: webPushKind,
    mode: 'single',
    capacity: CAPACITY,
    claimSize: CAPACITY / 2,
    deadline: expiry,
    send: (job, signal) => push(job, options, poster, authorization, signal),
    close: async () => poster.close(),
  }
}

function expiry({ at, message }: DeliveryJob): Instant {
  if (message.kind === 'update') return at + timeToLive(message.notice)
  if (message.kind === 'archived') return at + ARCHIVED_TIME_TO_LIVE
  return message.kind === 'maintenance' ? at + maintenanceTimeToLive(message.notice) : at
}

async function push(
  job: DeliveryJob,
  { site, extraOrigins, clock }: PushOptions,
  poster: Poster,
  authorization: (origin: string) => string,
  signal: AbortSignal,
): Promise<Sent> {
  const { receiver, message } = job
  const notification = notificationOf(message, receiver, site)
  if (!notification) return { outcome: { kind: 'failed', why: 'Only updates and maintenance notices are pushed.' } }
  if (!isPushService(receiver.address, extraOrigins)) {
    return { outcome: { kind: 'failed', why: 'The push service is no longer allowed (PUSH_EXTRA_ORIGINS).' } }
  }
  const send = (payload: string) => {
    const { headers, body } = webpush.generateRequestDetails(targetOf(receiver), payload, {
      headers: { Authorization: authorization(new URL(receiver.address).origin) },
      TTL: Math.max(0, Math.floor((expiry(job) - clock()) / 1000)),
      urgency: notification.urgency,
      topic: notification.topic,
    })
    return poster.post(receiver.address, headers, body, signal)
  }
  try {
    const reply = await send(notification.payload)
    const tooLarge = 'status' in reply && reply.status === 413
    return judge(tooLarge ? await send(notification.minimal) : reply, clock())
  } catch (error) {
    // Only its keys can be wrong here, and they were checked when it subscribed.
    return { outcome: { kind: 'failed', why: `Web push: ${messageOf(error)}` } }
  }
}

function targetOf({ address, keys }: { address: string; keys: string | null }) {
  const parsed: PushKeys = JSON.parse(keys ?? '{}')
  return { endpoint: address, keys: parsed }
}

/** Returns what the push service's answer means. */
function judge(reply: Reply | NoReply, now: Instant): Sent {
  if ('failure' in reply) return { outcome: { kind: 'later', why: `Web push: ${reply.failure}` } }
  const { status, body } = reply
  const why = `Web push: ${status} ${body.slice(0, 200)}`.trim()
  const after = retryAfter(reply.retryAfter, now)
  const pause = (alarm: boolean): Pause => ({ ms: after, why, alarm })
  if (status >= 200 && status < 300) return { outcome: { kind: 'sent' } }
  if (status === 404 || status === 410) return { outcome: { kind: 'gone', why } }
  const later: Outcome = { kind: 'later', why, after }
  if (status === 429) return { outcome: later, pause: pause(false) }
  // Our keys, clock or subject are not right; or this browser subscribed under other keys, which anybody can make.
  if (status === 401 || status === 403 || body.includes('UnauthorizedRegistration')) {
    return { outcome: later, pause: { ...pause(true), doubtful: true } }
  }
  if (status >= 500 || status === 408) return { outcome: later }
  return { outcome: { kind: 'failed', why } }
}

import { DAY, type Instant } from '../../domain/vocabulary.ts'
import { openAddress } from '../../lib/secret/sealed-address.ts'
import { oneLine, shorten } from '../../lib/text.ts'
import { answerText, createPost, type Reply } from '../../outbound/post.ts'
import { type DeliveryJob, type Outcome, retryAfter, type Sent, type SingleChannel } from '../channel.ts'
import type { MailSite } from '../email/email.ts'
import type { ChannelKind } from '../kind.ts'
import { type Card, cardOf } from './card.ts'

/** How one service is written to, and what its answers mean. */
export interface Service {
  kind: ChannelKind
  /** Milliseconds between two messages to one room. */
  pace: number
  /** The message of a card, as JSON. */
  write(card: Card): string
  /** Will this answer be the same for ever, or for this message? Anything else is tried again. */
  meaning(status: number, answer: string): 'sent' | 'gone' | 'failed' | 'later'
}

export interface RoomOptions {
  site: MailSite
  outboundAllow: readonly string[]
  addressSecret: string
  clock: () => Instant
  timeout?: number
}

/** After a day the news is on the page, and in the room it would only confuse. */
const WORTH_TELLING = DAY

/** Posts to the rooms of one service: one request for each message, one after the other. */
export function roomChannel(
  { kind, pace, write, meaning }: Service,
  { site, outboundAllow, addressSecret, clock, timeout }: RoomOptions,
): SingleChannel {
  const post = createPost({ allowed: outboundAllow, total: timeout })
  const bodies = new WeakMap<Card, string>()
  const bodyOf = (card: Card) => {
    const body = bodies.get(card) ?? write(card)
    bodies.set(card, body)
    return body
  }
  const send = async ({ message, receiver }: DeliveryJob, signal: AbortSignal): Promise<Sent> => {
    const card = cardOf(message, receiver, site)
    if (!card) return fail('rooms are told what subscribers follow, and nothing else')
    const url = openAddress(addressSecret, receiver.keys)?.url
    if (url === undefined) return fail('the address was sealed under another key')
    // It was right when somebody subscribed, under the configuration of then.
    if (!kind.parse(url, { pushExtraOrigins: [], outboundAllow }).ok) return fail('the address is not allowed any more')
    const headers = { 'content-type': 'application/json' }
    return judge(await post(url, { headers, body: bodyOf(card), signal }), url)
  }
  const judge = (reply: Reply, url: string): Sent => {
    const answer = shorten(withoutAddress(answerText(reply), url), 200)
    if ('failure' in reply) {
      const attempt = { status: null, took: reply.took, answer }
      return { outcome: { kind: 'later', why: `Chat: ${answer}` }, attempt }
    }
    const { status, took } = reply
    const attempt = { status, took, answer }
    const why = `Chat: ${status}`
    const outcome = outcomeOf(meaning(status, reply.body.trim()), why, retryAfter(reply.retryAfter, clock()))
    if (status !== 429 || outcome.kind !== 'later') return { outcome, attempt }
    return { outcome, attempt, pause: { ms: outcome.after, why, alarm: false } }
  }
  return {
    ...{ kind, pace, send, mode: 'single' },
    // Nobody reads two messages at once, and what waits may be superseded.
    ...{ capacity: 1, claimSize: 1 },
    deadline: ({ at }) => at + WORTH_TELLING,
    close: async () => {},
  }
}

function outcomeOf(kind: Outcome['kind'], why: string, after: number | undefined): Outcome {
  if (kind === 'sent') return { kind }
  return kind === 'later' ? { kind, why, after } : { kind, why }
}

function fail(why: string): Sent {
  return { outcome: { kind: 'failed', why: `Chat: ${why}` } }
}

/** The answer may repeat where it comes from, as it is written or in pieces. */
function withoutAddress(answer: string, url: string): string {
  const { pathname, searchParams, search } = new URL(url)
  const pieces = [url, pathname, search, ...pathname.split('/'), ...searchParams.values()]
  const secrets = pieces.flatMap((piece) => [piece, decoded(piece)]).filter((piece) => piece.length >= 8)
  const hidden = answer.replace(/https?:\/\/\S+/gi, '…')
  return oneLine(secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), hidden))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

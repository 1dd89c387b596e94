import { createHmac } from 'node:crypto'
import type { Instant } from '../../domain/vocabulary.ts'
import type { SealedAddress } from '../../lib/secret/sealed-address.ts'

/** The headers by which a receiver knows whose message it is, and that it is the same one again: Standard Webhooks, `v1`. */
export function signedHeaders(
  id: string,
  body: string,
  secrets: SealedAddress['secrets'],
  now: Instant,
): Record<string, string> {
  const timestamp = Math.floor(now / 1000).toString()
  const live = secrets.filter(({ until }) => until === null || until > now)
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': live.map(({ secret }) => signature(secret, `${id}.${timestamp}.${body}`)).join(' '),
  }
}

function signature(secret: string, content: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`
}

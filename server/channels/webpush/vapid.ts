import webpush from 'web-push'
import { HOUR, type Instant } from '../../domain/vocabulary.ts'
import { Memo } from '../../lib/memo.ts'

export interface Vapid {
  /** `mailto:` or `https:`, whom a push service may ask. */
  subject: string
  publicKey: string
  privateKey: string
}

/** Tokens are valid for 12 hours, so that clocks may differ, and replaced after six. */
const REPLACED_AFTER = 6 * HOUR

/** The `Authorization` of each push service: signing it anew for every message would be a third of the work. */
export function createVapidHeaders({ subject, publicKey, privateKey }: Vapid, clock: () => Instant) {
  const headers = new Memo<string, { value: string; madeAt: Instant }>(100)
  return (origin: string): string => {
    const sign = () => webpush.getVapidHeaders(origin, subject, publicKey, privateKey, 'aes128gcm').Authorization
    const now = clock()
    const header = headers.get(origin, () => ({ value: sign(), madeAt: now }))
    if (Math.abs(now - header.madeAt) >= REPLACED_AFTER) Object.assign(header, { value: sign(), madeAt: now })
    return header.value
  }
}

import webpush from 'web-push'
import { HOUR, type Instant } from '../../domain/vocabulary.ts'

export interface Vapid {
  /** `mailto:` or `https:`, whom a push service may ask. */
  subject: string
  publicKey: string
  privateKey: string
}

/** Tokens are valid for 12 hours, so that clocks may differ, and replaced after six. */
const FRESH = 6 * HOUR

/** The `Authorization` of each push service: signing it anew for every message would be a third of the work. */
export function createVapidHeaders({ subject, publicKey, privateKey }: Vapid, clock: () => Instant) {
  const headers = new Map<string, { value: string; madeAt: Instant }>()
  return (origin: string): string => {
    const known = headers.get(origin)
    if (known && Math.abs(clock() - known.madeAt) < FRESH) return known.value
    const value = webpush.getVapidHeaders(origin, subject, publicKey, privateKey, 'aes128gcm').Authorization
    headers.set(origin, { value, madeAt: clock() })
    return value
  }
}

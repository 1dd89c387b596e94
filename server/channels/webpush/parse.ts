import { ECDH } from 'node:crypto'
import { z } from 'zod'
import { type FieldError, invalid, ok, type Result } from '../../domain/refusal.ts'
import { short } from '../../lib/input/fields.ts'
import type { Target } from '../kind.ts'

/** What is stored of a browser's `PushSubscription` beside its endpoint. */
export interface PushKeys {
  /** 65 bytes, base64url. */
  p256dh: string
  /** 16 bytes, base64url. */
  auth: string
}

const SERVICES = ['fcm.googleapis.com', 'android.googleapis.com', 'updates.push.services.mozilla.com']
const SUFFIXES = ['.push.services.mozilla.com', '.push.apple.com', '.notify.windows.com']
const LONGEST = 2048

const shape = z.object({
  endpoint: short(LONGEST),
  keys: z.object({ p256dh: short(200), auth: short(100) }),
})

/**
 * Reads `PushSubscription.toJSON()`. We will call its endpoint for months, so only known push services are
 * accepted (over https on its own port) and the origins the operator names. Pointers are relative to the subscription.
 */
export function parsePushSubscription(raw: unknown, extraOrigins: readonly string[]): Result<Target> {
  const parsed = shape.safeParse(raw)
  if (!parsed.success) {
    return invalid(
      parsed.error.issues.map(({ path, message }) => ({
        pointer: path.map((part) => `/${String(part)}`).join(''),
        detail: message,
      })),
    )
  }
  const { endpoint, keys } = parsed.data
  const [p256dh, auth] = [bytesOf(keys.p256dh), bytesOf(keys.auth)]
  const errors: (FieldError | false)[] = [
    !isPushService(endpoint, extraOrigins) && {
      pointer: '/endpoint',
      detail: 'This is not the https address of a known push service.',
    },
    !(p256dh && isPoint(p256dh)) && {
      pointer: '/keys/p256dh',
      detail: 'p256dh must be an uncompressed P-256 public key, 65 bytes as base64url.',
    },
    auth?.length !== 16 && { pointer: '/keys/auth', detail: 'auth must be 16 bytes as base64url.' },
  ]
  const wrong = errors.filter((error) => error !== false)
  if (wrong.length > 0 || !p256dh || !auth) return invalid(wrong)
  const stored = { p256dh: p256dh.toString('base64url'), auth: auth.toString('base64url') }
  return ok({ address: new URL(endpoint).href, keys: stored satisfies PushKeys })
}

/** May we send there? Checked when subscribing and before each message: the operator's list may have changed. */
export function isPushService(endpoint: string, extraOrigins: readonly string[]): boolean {
  if (endpoint.length > LONGEST || !URL.canParse(endpoint)) return false
  const { protocol, hostname, port, username, password, origin } = new URL(endpoint)
  if (username || password) return false
  if (extraOrigins.includes(origin)) return true
  if (protocol !== 'https:' || port !== '') return false
  return SERVICES.includes(hostname) || SUFFIXES.some((suffix) => hostname.endsWith(suffix))
}

function bytesOf(text: string): Buffer | null {
  return /^[\w-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64url') : null
}

function isPoint(bytes: Buffer): boolean {
  if (bytes.length !== 65 || bytes[0] !== 4) return false
  try {
    ECDH.convertKey(bytes, 'prime256v1')
    return true
  } catch {
    return false
  }
}

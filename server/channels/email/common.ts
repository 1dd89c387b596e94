import { HOUR, type Instant } from '../../domain/vocabulary.ts'
import type { Errand } from '../channel.ts'

/**
 * Retries end this long after the first attempt: providers forget idempotency keys after 24 hours, and one try later
 * could be a second mail.
 */
const RETRY_FOR = 20 * HOUR

/** What all ways to send mail share. Every update is told, in order. */
export const mailManners = {
  name: 'email',
  order: 'every',
  deadline: (_errand: Errand, triedAt: Instant | null) =>
    triedAt === null ? Number.POSITIVE_INFINITY : triedAt + RETRY_FOR,
} as const

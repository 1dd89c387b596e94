import { HOUR, type Instant } from '../../domain/vocabulary.ts'
import { CONFIRM_WITHIN } from '../../lib/links.ts'
import type { Errand } from '../channel.ts'

/**
 * What all ways to send mail share. Every update is told, in order; retries end `retryFor` after the first attempt that
 * may have got through, and a question to confirm when its link is dead.
 */
export function mailManners(retryFor: number) {
  return {
    name: 'email',
    order: 'every',
    deadline({ news }: Errand, triedAt: Instant | null): Instant {
      const giveUp = triedAt === null ? Number.POSITIVE_INFINITY : triedAt + retryFor
      return news.kind === 'confirmation' ? Math.min(giveUp, news.request.requestedAt + CONFIRM_WITHIN) : giveUp
    },
  } as const
}

/** As mail servers do among themselves: a relay may be down over a long weekend. */
export const LONG_WEEKEND = 96 * HOUR

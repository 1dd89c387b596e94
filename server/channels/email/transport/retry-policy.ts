import { HOUR, type Instant } from '../../../domain/vocabulary.ts'
import { CONFIRM_WITHIN } from '../../../lib/links.ts'
import type { DeliveryJob } from '../../channel.ts'
import { emailKind } from '../kind.ts'

/**
 * What all e-mail transports share. Retries end `retryFor` after the first attempt that may have got through, and
 * those of a mail with a link that expires, when it does.
 */
export function emailRetryPolicy(retryFor: number) {
  return {
    kind: emailKind,
    deadline({ message }: DeliveryJob, triedAt: Instant | null): Instant {
      const giveUp = triedAt === null ? Number.POSITIVE_INFINITY : triedAt + retryFor
      if (message.kind === 'confirmation') return Math.min(giveUp, message.request.requestedAt + CONFIRM_WITHIN)
      return message.kind === 'account' ? Math.min(giveUp, message.notice.expiresAt) : giveUp
    },
  } as const
}

/** As mail servers do among themselves: a relay may be down over a long weekend. */
export const RELAY_RETRY_FOR = 96 * HOUR

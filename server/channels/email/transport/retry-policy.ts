import { HOUR, type Instant } from '../../../domain/vocabulary.ts'
import { CONFIRM_WITHIN } from '../../../lib/links.ts'
import type { DeliveryJob } from '../../channel.ts'
import { emailKind } from '../kind.ts'

/**
 * What all e-mail transports share. Retries end `retryFor` after the first attempt that may have got through, and
 * those of a confirmation mail when its link expires.
 */
export function emailRetryPolicy(retryFor: number) {
  return {
    kind: emailKind,
    deadline({ message }: DeliveryJob, triedAt: Instant | null): Instant {
      const giveUp = triedAt === null ? Number.POSITIVE_INFINITY : triedAt + retryFor
      return message.kind === 'confirmation' ? Math.min(giveUp, message.request.requestedAt + CONFIRM_WITHIN) : giveUp
    },
  } as const
}

/** As mail servers do among themselves: a relay may be down over a long weekend. */
export const RELAY_RETRY_FOR = 96 * HOUR

import { conflict, ok, type Result } from '../refusal.ts'
import type { DeliveryState } from '../vocabulary.ts'

/** One press queues at most so many: a hundred thousand in one transaction would hold up whoever posts. */
export const RETRIED_AT_ONCE = 10_000

const WHY_NOT: Readonly<Record<Exclude<DeliveryState, 'failed'>, [code: string, why: string]>> = {
  queued: ['still_waiting', 'This message is still waiting to be sent.'],
  sending: ['still_waiting', 'This message is being sent.'],
  sent: ['already_sent', 'This message was sent.'],
  superseded: ['superseded', 'This message was not needed any more: it is not sent again.'],
}

/** Something that was told of; `isOvertaken`: newer news of the same has been told since. */
interface News {
  isOvertaken: boolean
}

/** May what failed of this event be sent again? What is over would only confuse who gets it now. */
export function decideRetry({ isOvertaken }: News): Result<null> {
  if (!isOvertaken) return ok(null)
  return conflict('newer_news', 'Newer news of this has been told since: its messages are not sent again.')
}

/** May this one delivery be sent again? `isReachable`: something is still sent to whom it is for. */
export function decideRetryOfOne(state: DeliveryState, isReachable: boolean): Result<null> {
  if (state !== 'failed') return conflict(...WHY_NOT[state])
  if (isReachable) return ok(null)
  return conflict('subscription_stopped', 'Nothing is sent to this address any more.')
}

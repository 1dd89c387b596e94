import type { FormFault, OwnedView } from '../../../../src/views.ts'
import type { ActionContext } from '../../../actions/context.ts'
import { renewSecret } from '../../../actions/subscription/owned/renew-secret.ts'
import { replayAttempt } from '../../../actions/subscription/owned/replay-attempt.ts'
import { sendTest } from '../../../actions/subscription/owned/send-test.ts'
import { kindNamed } from '../../../channels/kinds.ts'
import type { Refusal, Result } from '../../../domain/refusal.ts'
import { listAttempts, listWaiting, nextTries } from '../../../queries/attempts.ts'
import type { ManagedSubscription } from '../../api/subscription/manage-token.ts'
import type { AppDeps } from '../../deps.ts'
import { retryAfter } from '../../middleware/problem.ts'
import type { Fields } from '../form.ts'

type Subscriber = ManagedSubscription['subscriber']

/** What the page shows to the owner of an address that has one. */
export async function ownedView({ db, channels }: AppDeps, subscriber: Subscriber): Promise<OwnedView | null> {
  if (subscriber.owner === null) return null
  const kind = kindNamed(channels, subscriber.channel)
  const attempts = await listAttempts(db, subscriber.id)
  const events = attempts.map(({ event }) => event)
  const next = await nextTries(db, subscriber.id, events)
  return {
    attempts: attempts.map(({ id, at, event, type, outcome, status, answer }) => ({
      ...{ id, at, type, outcome, status, answer },
      ...{ waits: next.has(event), nextAt: next.get(event) ?? null },
    })),
    waiting: await listWaiting(db, subscriber.id),
    signed: kind?.signs === true,
    secret: null,
  }
}

/** Does what a button says that owners alone have; null if none of these was pressed. `secret`: to be shown this once. */
export async function ownersWish(
  ctx: ActionContext,
  { channels, dispatcher }: AppDeps,
  { id }: Subscriber,
  fields: Fields,
): Promise<Result<{ secret?: string }> | null> {
  const [action] = fields('action')
  const [again] = fields('again')
  if (action === 'secret') return renewSecret(ctx, id, channels)
  if (action !== 'test' && again === undefined) return null
  const sent = again === undefined ? await sendTest(ctx, id, channels) : await replayAttempt(ctx, id, again, channels)
  dispatcher.nudge()
  return sent.ok ? { ok: true, value: {} } : sent
}

const SAID: Readonly<Record<string, FormFault['says']>> = {
  still_waiting: 'stillWaiting',
  too_many_secrets: 'tooManySecrets',
}

/** What an owner is told who may not do something now. */
export function ownersFault(refusal: Refusal): FormFault {
  if (refusal.kind === 'limited') return { field: null, says: 'limited', wait: retryAfter(refusal) }
  return { field: null, says: SAID[refusal.kind === 'conflict' ? refusal.code : ''] ?? 'tooOld' }
}

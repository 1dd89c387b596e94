import type { Context } from 'hono'
import type { z } from 'zod'
import type { subscribeInput } from '../../../actions/subscription/input.ts'
import { type EmailRequest, subscribeByEmail } from '../../../actions/subscription/subscribe-by-email.ts'
import { subscribeByPush } from '../../../actions/subscription/subscribe-by-push.ts'
import { invalid } from '../../../domain/refusal.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { isStaff } from '../../middleware/access.ts'
import { clientKey } from '../../middleware/client-address.ts'
import type { Creation } from '../../middleware/idempotency.ts'
import type { Limiter, Limiters } from '../../middleware/limits.ts'
import { must, tooMany } from '../../middleware/problem.ts'

type Wish = z.output<typeof subscribeInput>
export type EmailWish = Omit<EmailRequest, 'source' | 'unlimited'>
export type PushWish = Extract<Wish, { channel: 'webpush' }>

/** What everybody is told who asks to subscribe an address, whatever is known of it. */
export const ASKED = {
  status: 'confirmation_sent' as const,
  detail: 'If this address can get mail, a message there asks to confirm within 24 hours.',
}

/** Subscribing as both doors, the form and the API, do it: limited per client and over all. */
export function createSubscribing(deps: AppDeps, limiters: Limiters) {
  const client = clientKey(deps.trustedProxies)
  const limit = (c: Context<Env>, limiter: Limiter) => {
    const wait = isStaff(c, 'admin') ? 0 : limiter.take(client(c), deps.clock())
    if (wait > 0) throw tooMany(wait)
  }
  return {
    /** Asks the address by mail, or not: the caller learns neither. */
    byEmail(c: Context<Env>, wish: EmailWish, source: 'page' | 'api'): Creation<typeof ASKED> {
      return {
        status: 202,
        act: async (ctx) => {
          limit(c, limiters.email)
          const unlimited = isStaff(c, 'admin')
          const mailbox = wish.address.replace(/\+[^@]*/, '')
          const wait = unlimited
            ? 0
            : Math.max(limiters.confirmations.wait('all', ctx.now), limiters.mailbox.wait(mailbox, ctx.now))
          if (wait > 0) throw tooMany(wait)
          const result = await subscribeByEmail(ctx, { ...wish, source, unlimited })
          if (result.ok && result.value.mailed) {
            limiters.confirmations.take('all', ctx.now)
            limiters.mailbox.take(mailbox, ctx.now)
            deps.dispatcher.nudge()
          }
          return result
        },
        respond: async () => ({ body: ASKED, complete: true }),
      }
    },

    /** Subscribes a browser; `show` answers for the subscriber's id. */
    byPush<Answer>(
      c: Context<Env>,
      wish: PushWish,
      source: 'page' | 'api',
      show: (id: string) => Promise<Answer>,
    ): Creation<Answer> {
      return {
        status: 201,
        act: async (ctx) => {
          limit(c, limiters.push)
          const target = must(pushTarget(deps, wish.subscription))
          return subscribeByPush(ctx, { ...wish, target, source })
        },
        // The answer holds a secret, which is not stored: a replay makes it anew.
        respond: async (id) => ({ body: await show(id), complete: false }),
      }
    },
  }
}

export type Subscribing = ReturnType<typeof createSubscribing>

/** The channel's judgement of a push subscription, with pointers into the request. */
export function pushTarget(deps: AppDeps, raw: unknown): ReturnType<AppDeps['parsePushSubscription']> {
  const target = deps.parsePushSubscription(raw)
  if (target.ok || !target.refusal.fields) return target
  return invalid(target.refusal.fields.map(({ pointer, detail }) => ({ pointer: `/subscription${pointer}`, detail })))
}

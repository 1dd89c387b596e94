import type { Context } from 'hono'
import { dictionary, localeOf } from '../../../../src/i18n/index.ts'
import { type AtOnceRequest, subscribeAtOnce } from '../../../actions/subscription/subscribe-at-once.ts'
import { type LinkRequest, subscribeByLink } from '../../../actions/subscription/subscribe-by-link.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { isStaff } from '../../middleware/access.ts'
import { clientKey } from '../../middleware/client-address.ts'
import type { Creation } from '../../middleware/idempotency.ts'
import type { Limiter, Limiters } from '../../middleware/limits.ts'
import { tooMany } from '../../middleware/problem.ts'

/** What everybody is told who asks to subscribe an address, whatever is known of it. */
function asked(locale: string) {
  return { status: 'confirmation_sent' as const, detail: dictionary(localeOf(locale)).subscribe.asked }
}

/** Subscribing as the forms and the API do it: limited per client and over all. */
export function createSubscribing(deps: AppDeps, limiters: Limiters) {
  const client = clientKey(deps.trustedProxies)
  const limit = (c: Context<Env>, limiter: Limiter) => {
    const wait = isStaff(c, 'admin') ? 0 : limiter.take(client(c), deps.clock())
    if (wait > 0) throw tooMany(wait)
  }
  return {
    /** Sends the address a link to confirm, or does not: the caller learns neither. */
    byLink(c: Context<Env>, request: Omit<LinkRequest, 'unlimited'>): Creation<ReturnType<typeof asked>> {
      return {
        status: 202,
        act: async (ctx) => {
          limit(c, limiters.byLink)
          const unlimited = isStaff(c, 'admin')
          const mails = confirmationLimit(limiters, request)
          if (!unlimited) mails.check(ctx.now)
          const result = await subscribeByLink(ctx, { ...request, unlimited })
          if (result.ok && result.value.mailed) {
            mails.count(ctx.now)
            deps.dispatcher.nudge()
          }
          return result
        },
        respond: async () => ({ body: asked(request.locale), complete: true }),
      }
    },

    /** Subscribes an address at once; `show` makes the answer for the subscriber's id. */
    atOnce<Answer>(c: Context<Env>, request: AtOnceRequest, show: (id: string) => Promise<Answer>): Creation<Answer> {
      return {
        status: 201,
        act: async (ctx) => {
          limit(c, limiters.atOnce)
          return subscribeAtOnce(ctx, request)
        },
        // The answer holds a secret, which is not stored: a replay makes it anew.
        respond: async (id) => ({ body: await show(id), complete: false }),
      }
    },
  }
}

export type Subscribing = ReturnType<typeof createSubscribing>

/** The limits of confirmation mails that count over all requests. */
function confirmationLimit({ confirmations, inbox }: Limiters, { kind, target }: Pick<LinkRequest, 'kind' | 'target'>) {
  const key = `${kind.name} ${kind.inbox(target.address)}`
  return {
    check(now: number): void {
      const wait = Math.max(confirmations.wait('all', now), inbox.wait(key, now))
      if (wait > 0) throw tooMany(wait)
    },
    count(now: number): void {
      confirmations.take('all', now)
      inbox.take(key, now)
    },
  }
}

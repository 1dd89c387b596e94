import type { Context } from 'hono'
import { dictionary, localeOf } from '../../../../src/i18n/index.ts'
import { type AtOnceRequest, subscribeAtOnce } from '../../../actions/subscription/subscribe-at-once.ts'
import type { LinkRequest } from '../../../actions/subscription/subscribe-by-link.ts'
import { subscribeByLinks } from '../../../actions/subscription/subscribe-by-links.ts'
import type { AppDeps, Env } from '../../deps.ts'
import type { Creation } from '../../middleware/idempotency.ts'
import { strangers } from '../../middleware/limit-calls.ts'
import { noteSubscriber } from '../../middleware/log.ts'

/** What everybody is told who asks to subscribe an address, whatever is known of it. */
function asked(locale: string) {
  return { status: 'confirmation_sent' as const, detail: dictionary(localeOf(locale)).subscribe.asked }
}

/** Subscribing as the forms and the API do it: limited per client and over all. */
export function createSubscribing(deps: AppDeps) {
  const strangerOf = strangers(deps)
  return {
    /** Sends the address, and others with it, a link to confirm, or does not: the caller learns neither. */
    byLink(
      c: Context<Env>,
      request: Omit<LinkRequest, 'stranger'>,
      ...more: Omit<LinkRequest, 'stranger'>[]
    ): Creation<ReturnType<typeof asked>> {
      return {
        status: 202,
        act: async (ctx) => {
          const stranger = strangerOf(c)
          const others = more.map((other) => ({ ...other, stranger }))
          const result = await subscribeByLinks(ctx, [{ ...request, stranger }, ...others])
          if (result.ok && result.value.mailed) deps.dispatcher.nudge()
          return result
        },
        respond: async () => ({ body: asked(request.locale), complete: true }),
      }
    },

    /** Subscribes an address at once; `show` makes the answer for the subscriber's id. */
    atOnce<Answer>(
      c: Context<Env>,
      request: Omit<AtOnceRequest, 'stranger'>,
      show: (id: string) => Promise<Answer>,
    ): Creation<Answer> {
      return {
        status: 201,
        act: async (ctx) => {
          const result = await subscribeAtOnce(ctx, { ...request, stranger: strangerOf(c) })
          noteSubscriber(deps.log, 'subscribed', result)
          return result
        },
        // The answer holds a secret, which is not stored: a replay makes it anew.
        respond: async (id) => ({ body: await show(id), complete: false }),
      }
    },
  }
}

export type Subscribing = ReturnType<typeof createSubscribing>

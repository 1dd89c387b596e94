import { Hono } from 'hono'
import { Resend } from 'resend'
import { z } from 'zod'
import { noteMailReport } from '../../actions/subscription/mail/note-mail-report.ts'
import type { MailReport, MailResult } from '../../domain/subscription/mail-report.ts'
import { withoutSecrets } from '../../lib/without-secrets.ts'
import type { AppDeps, Env } from '../deps.ts'
import { actionContext } from '../middleware/access.ts'
import { limitBody } from '../middleware/body.ts'
import { Problem } from '../middleware/problem.ts'

/** What Resend calls it, and what it means. Everything else is none of ours. */
const RESULTS: Record<string, MailResult> = {
  'email.delivered': 'delivered',
  'email.delivery_delayed': 'delayed',
  'email.bounced': 'bounced',
  'email.complained': 'complained',
  'email.suppressed': 'suppressed',
  'email.failed': 'failed',
  'suppression.added': 'suppressed',
}

const told = z.object({ type: z.string().optional(), message: z.string().optional(), reason: z.string().optional() })
const event = z.object({
  type: z.string(),
  created_at: z.string(),
  data: z.object({
    email_id: z.string().max(200).optional(),
    to: z.array(z.string()).optional(),
    email: z.string().optional(),
    origin: z.string().optional(),
    bounce: told.optional(),
    failed: told.optional(),
    suppressed: told.optional(),
  }),
})

/** Where Resend reports what became of mails (`webhook endpoints` of its account). Without its secret there is nothing. */
export function resendHook(deps: AppDeps): Hono<Env> {
  const app = new Hono<Env>()
  const { resendWebhookSecret: webhookSecret } = deps
  if (webhookSecret === undefined) return app
  // Checking signatures takes no key of the account.
  const { webhooks } = new Resend('none')
  app.post(
    '/hooks/resend',
    (c, next) => {
      // A bounce may quote the whole answer of a server.
      c.set('admitted', true)
      return limitBody(c, next)
    },
    async (c) => {
      const header = (name: string) => c.req.header(`svix-${name}`) ?? ''
      const headers = { id: header('id'), timestamp: header('timestamp'), signature: header('signature') }
      const payload = await c.req.text()
      // Its timestamp is compared with the machine's clock, not `deps.clock`: five minutes either way.
      const said = verified(() => webhooks.verify({ payload, headers, webhookSecret }))
      const report = reportOf(headers.id, said)
      const noted = report && (await noteMailReport(actionContext(c, deps), report))
      // It must not go unnoticed.
      if (noted?.ok) for (const mail of noted.value) deps.log.error(mail, 'a mail to staff did not get there')
      return c.body(null, 204)
    },
  )
  return app
}

function verified(verify: () => unknown): unknown {
  try {
    return verify()
  } catch {
    const detail = 'The signature does not fit, or the time is more than five minutes from now.'
    throw new Problem(400, 'invalid_signature', detail)
  }
}

/** What is said of a mail or an address; null if it is nothing that we use. */
function reportOf(id: string, said: unknown): MailReport | null {
  const parsed = event.safeParse(said)
  if (!parsed.success) return null
  const { type, created_at, data } = parsed.data
  const result = Object.hasOwn(RESULTS, type) ? RESULTS[type] : undefined
  const at = Date.parse(created_at)
  const to = data.to?.[0] ?? data.email
  const reference = type === 'suppression.added' ? null : data.email_id
  if (result === undefined || reference === undefined || to === undefined || Number.isNaN(at)) return null
  const { type: kind, message, reason } = data.bounce ?? data.suppressed ?? data.failed ?? {}
  const why = [kind, message ?? reason ?? data.origin].filter(Boolean).join(': ')
  return {
    ...{ id: id.slice(0, 200), reference, result, to, at },
    isPermanent: data.bounce?.type === 'Permanent',
    why: why === '' ? null : withoutSecrets(why),
  }
}

import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { emailKind } from '../../channels/email/kind.ts'
import { KINDS, type Scope } from '../../domain/vocabulary.ts'
import { stableId } from '../../lib/ids.ts'
import type { Subscribing } from '../api/subscription/subscribing.ts'
import type { AppDeps, Env } from '../deps.ts'
import type { Idempotent } from '../middleware/idempotency.ts'
import { Problem } from '../middleware/problem.ts'
import { formFields } from '../pages/form.ts'

const PATH = '/api/v2/subscribers.json'
/** Statuspage's word for the channel and its field, which is ours in forms. */
const FIELD = emailKind.textField

/**
 * The one call of Statuspage's public API that is not a file: `POST /api/v2/subscribers.json` with
 * `subscriber[email]` and perhaps `subscriber[component_id]` or `subscriber[incident_id]`. Everybody hears the same
 * answer, whatever is known of the address, which is asked by mail first.
 */
export function statuspageRoutes(deps: AppDeps, idempotent: Idempotent, subscribing: Subscribing): Hono<Env> {
  const app = new Hono<Env>()
  app.use(PATH, cors({ origin: '*', allowMethods: ['POST'] }))
  app.post(PATH, async (c) => {
    const field = await fieldsOf(c)
    const email = emailKind.parse(field(FIELD))
    // There, mail to an address beside an endpoint is about the endpoint alone.
    if (field('endpoint') !== undefined) throw mailOnly('endpoint', 'is not possible here.')
    if (!email.ok) throw mailOnly(FIELD, 'must be an e-mail address such as anna@example.org')
    const request = { kind: emailKind, target: email.value, scopes: [scopeOf(field)], kinds: [...KINDS] }
    const asked = subscribing.byLink(c, { ...request, locale: 'en', source: 'api' })
    const body = { subscriber: wireSubscriber(email.value.address, deps) }
    return c.json(await idempotent(c, { ...asked, status: 201, respond: async () => ({ body, complete: true }) }), 201)
  })
  return app
}

/**
 * What Statuspage answers of a subscriber. The id is the same for the same address and opens nothing: ours is known to
 * whoever gets the mails, so that nobody else can end a subscription, or learn that there is one.
 */
function wireSubscriber(email: string, { linkSecret, clock }: Pick<AppDeps, 'linkSecret' | 'clock'>) {
  return {
    id: stableId(`subscriber ${linkSecret} ${email}`),
    mode: FIELD,
    email,
    created_at: new Date(clock()).toISOString(),
    skip_confirmation_notification: false,
    quarantined_at: null,
    purge_at: null,
  }
}

function mailOnly(field: string, detail: string): Problem {
  return new Problem(422, 'invalid', 'Only e-mail can be subscribed here: send subscriber[email] with an address.', {
    errors: [{ pointer: `/subscriber/${field}`, detail }],
  })
}

type Fields = (name: string) => string | undefined

/** `subscriber[name]` of a form or of JSON; component and incident also stand beside it. */
async function fieldsOf(c: Parameters<typeof formFields>[0]): Promise<Fields> {
  if (!c.req.header('content-type')?.includes('json')) {
    const form = await formFields(c)
    return (name) => form(`subscriber[${name}]`)[0] ?? form(name)[0]
  }
  const body: unknown = await c.req.json().catch(() => {
    throw new Problem(400, 'not_json', 'The body is not JSON.')
  })
  const inside = textsOf(isObject(body) ? body.subscriber : undefined)
  const beside = textsOf(body)
  return (name) => inside[name] ?? beside[name]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function textsOf(value: unknown): Record<string, string | undefined> {
  if (!isObject(value)) return {}
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function scopeOf(field: Fields): Scope {
  const [platform, incident] = [field('component_id'), field('incident_id')]
  if (incident !== undefined) return { type: 'incident', id: incident }
  return platform === undefined ? { type: 'all' } : { type: 'platform', id: platform }
}

import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import { z } from 'zod'
import { localeOf } from '../../../src/i18n/index.ts'
import { scope } from '../../actions/subscription/input.ts'
import { emailKind } from '../../channels/email/kind.ts'
import { KINDS, type Scope } from '../../domain/vocabulary.ts'
import { stableId } from '../../lib/ids.ts'
import { list, short } from '../../lib/input/fields.ts'
import { inWords } from '../../lib/input/zod-messages.ts'
import type { Subscribing } from '../api/subscription/subscribing.ts'
import type { AppDeps, Env } from '../deps.ts'
import { readJson } from '../middleware/body.ts'
import { invalidRequest } from '../middleware/faults.ts'
import type { Idempotent } from '../middleware/idempotency.ts'
import { Problem } from '../middleware/problem.ts'
import { type Fields, formFields } from '../pages/form.ts'

const PATH = '/api/v2/subscribers.json'
/** Statuspage's word for the channel and its field, which is ours in forms. */
const FIELD = emailKind.textField

/**
 * The one call of Statuspage's public API that is not a file: `POST /api/v2/subscribers.json` with
 * `subscriber[email]` and perhaps `subscriber[component_id]`, `subscriber[component_ids]` or `subscriber[incident_id]`. Everybody hears the same
 * answer, whatever is known of the address, which is asked by mail first.
 */
export function statuspageRoutes(deps: AppDeps, idempotent: Idempotent, subscribing: Subscribing): Hono<Env> {
  const app = new Hono<Env>()
  app.use(PATH, cors({ origin: '*', allowMethods: ['POST'] }))
  app.post(PATH, async (c) => {
    const fields = await fieldsOf(c)
    const email = emailKind.parse(fields(FIELD)[0])
    // There, mail to an address beside an endpoint is about the endpoint alone.
    if (fields('endpoint').length > 0) throw mailOnly('endpoint', 'is not possible here.')
    if (!email.ok) throw mailOnly(FIELD, 'must be an e-mail address such as anna@example.org')
    const request = { kind: emailKind, target: email.value, scopes: scopesOf(fields), kinds: [...KINDS] }
    const asked = subscribing.byLink(c, { ...request, locale: localeOf(deps.plan.languages[0]), source: 'api' })
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

/** One text or several, as a list. */
const texts = z
  .preprocess((value) => (typeof value === 'string' ? [value] : value), list(short(300), 200))
  .nullish()
  .transform((value) => value ?? [])
const fields = z.object({
  [FIELD]: texts,
  endpoint: texts,
  component_id: texts,
  component_ids: texts,
  incident_id: texts,
})
const wireBody = fields.extend({ subscriber: fields.optional() })

/** `subscriber[name]` of a form or of JSON; component and incident also stand beside it. */
async function fieldsOf(c: Context<Env>): Promise<Fields> {
  if (!c.req.header('content-type')?.includes('json')) {
    const form = await formFields(c)
    return (name) => NAMES.map((spelt) => form(spelt(name))).find((values) => values.length > 0) ?? []
  }
  const parsed = wireBody.safeParse(await readJson(c))
  if (!parsed.success) throw invalidRequest(parsed.error.issues, 'json')
  const { subscriber, ...beside } = parsed.data
  const places = [subscriber, beside] as readonly (Record<string, string[]> | undefined)[]
  return (name) => places.map((place) => place?.[name] ?? []).find((values) => values.length > 0) ?? []
}

/** How forms spell a field. */
const NAMES: ((name: string) => string)[] = [
  (name) => `subscriber[${name}]`,
  (name) => `subscriber[${name}][]`,
  (name) => name,
  (name) => `${name}[]`,
]

/** What is named, everything if nothing is; whoever names it wrongly must not be told of everything instead. */
function scopesOf(fields: Fields): Scope[] {
  const [incident] = fields('incident_id')
  if (incident !== undefined) return [scopeOf('incident', incident, 'incident_id')]
  const platforms = ['component_id', 'component_ids'].flatMap((field) =>
    [...new Set(fields(field))].map((id) => scopeOf('platform', id, field)),
  )
  return platforms.length > 0 ? platforms : [{ type: 'all' }]
}

function scopeOf(type: 'platform' | 'incident', id: string, field: string): Scope {
  const parsed = scope.safeParse({ type, id })
  if (parsed.success) return parsed.data
  const [detail = 'is not valid'] = inWords(parsed.error.issues).map((fault) => fault.detail)
  const pointer = `/subscriber/${field}`
  throw new Problem(422, 'invalid', `${pointer}: ${detail}`, { errors: [{ pointer, detail }] })
}

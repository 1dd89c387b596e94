import { domainToASCII } from 'node:url'
import { z } from 'zod'
import { KINDS } from '../../domain/vocabulary.ts'
import { line, locale, slug, timeZone } from '../../lib/fields.ts'

const incidentId = z.string().regex(/^[a-z0-9]{12}$/, 'must be an incident id: 12 letters and digits')

/** What is followed. */
export const scope = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('all') }),
    z.strictObject({ type: z.literal('platform'), id: slug.describe('A platform of GET /platforms.') }),
    z.strictObject({ type: z.literal('incident'), id: incidentId.describe('An incident of GET /incidents.') }),
  ])
  .describe('What is followed: everything, one platform, or one incident.')

export const kinds = z
  .array(z.enum(KINDS))
  .min(1, 'must name at least one kind')
  .overwrite((named) => KINDS.filter((kind) => named.includes(kind)))
  .describe('What of it: incidents, maintenance, or both.')

/** What mail servers take (RFC 5321 without quotes and address literals), the domain as it is in the DNS. */
const MAILBOX =
  /^(?=.{1,64}@)[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/

/** The same for everything people write for one address: without spaces around, in lower case, `exämple` in ASCII. */
function normalAddress(raw: string): string {
  const text = raw.trim().toLowerCase()
  const domain = text.slice(text.lastIndexOf('@') + 1)
  return /^\p{ASCII}*$/u.test(domain) ? text : text.slice(0, -domain.length) + domainToASCII(domain)
}

/** An e-mail address in lower case. */
export const address = z
  .string()
  .overwrite(normalAddress)
  .max(254, 'must have at most 254 characters')
  .pipe(z.email({ pattern: MAILBOX, error: 'must be an e-mail address such as anna@example.org' }))
  .describe('An e-mail address.')

/** The browser's `PushSubscription.toJSON()`; its endpoint and keys are checked by the channel. */
export const pushSubscription = z
  .looseObject({ endpoint: z.string().max(2048), keys: z.looseObject({ p256dh: z.string(), auth: z.string() }) })
  .describe("The browser's PushSubscription as JSON.")

const common = {
  scope,
  kinds: kinds.default([...KINDS]),
  locale: locale.default('en').describe('The language of messages.'),
  timeZone: timeZone.optional().describe('The zone in which messages tell times; the provider’s, if left out.'),
}

/** `POST /subscriptions`. */
export const subscribeInput = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('email'), address, ...common }),
  z.strictObject({ channel: z.literal('webpush'), subscription: pushSubscription, ...common }),
])

export const follow = z.strictObject({ scope, kinds: kinds.default([...KINDS]) })

/** `PATCH /subscriptions/{token}`. */
export const changeSubscriptionInput = z
  .strictObject({
    follows: z
      .array(follow)
      .max(200, 'must have at most 200 entries')
      .optional()
      .describe('Everything to be followed from now on; an empty list stops all messages.'),
    locale: locale.optional(),
    timeZone: timeZone.nullable().optional(),
    subscription: pushSubscription.optional().describe('The browser moved: its new PushSubscription as JSON.'),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'Name something to change.',
  })

/** One line of a list of people who agreed elsewhere. */
export const importRow = z.strictObject({
  email: address,
  scope,
  kinds: kinds.default([...KINDS]),
  locale: locale.default('en'),
  timeZone: timeZone.optional(),
  provenance: line(200).describe('Where and when they agreed.'),
})
export type ImportRow = z.input<typeof importRow>

/** `all`, `platform:ID` or `incident:ID`, as forms and lists write a scope. */
export const scopeText = z
  .string()
  .regex(/^(all|(platform|incident):.+)$/, 'must be "all", "platform:ID" or "incident:ID"')
  .transform((text): unknown => {
    const [type, id] = [text.split(':', 1)[0], text.slice(text.indexOf(':') + 1)]
    return type === 'all' ? { type } : { type, id }
  })
  .pipe(scope)

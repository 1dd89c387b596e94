import { z } from 'zod'
import type { AddressRules, ChannelKind, Target } from '../../channels/kind.ts'
import { OWNER_KIND } from '../../channels/kinds.ts'
import { type ChannelName, KINDS } from '../../domain/vocabulary.ts'
import {
  incidentId,
  line,
  list,
  locale,
  reportedZone,
  short,
  slug,
  timeZone,
  zoneIfKnown,
} from '../../lib/input/fields.ts'

/** What is followed. */
export const scope = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('all') }),
    z.strictObject({ type: z.literal('platform'), id: slug.describe('A platform of GET /platforms.') }),
    z.strictObject({ type: z.literal('incident'), id: incidentId.describe('An incident of GET /incidents.') }),
  ])
  .describe('What is followed: everything, one platform, or one incident.')

export const kinds = list(z.enum(KINDS), 10, 1)
  .transform((named) => KINDS.filter((kind) => named.includes(kind)))
  .describe('What of it: incidents, maintenance, or both.')

const wall = short(5).regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 22:00')
/** Wall times of the subscriber's zone. */
export const quietHours = z
  .strictObject({ from: wall, to: wall })
  .refine(({ from, to }) => from !== to, { error: 'must not end when they begin', path: ['to'] })
  .describe(
    'From when to when announcements and reminders of planned work wait, in the zone of `timeZone`; they are told an hour before the start at the latest. Everything else is told at once.',
  )
export const digest = z
  .boolean()
  .describe('By e-mail: a weekly overview of what is planned, Monday at 08:00 in the zone of `timeZone`.')

const common = {
  scope,
  kinds: kinds.default([...KINDS]),
  locale: locale.optional().describe('The language of messages. Default: the first of the site.'),
  quietHours: quietHours.optional(),
}

/** Whoever subscribes itself is a browser, which cannot help what its machine calls the zone. */
function zoneFor({ confirms }: ChannelKind) {
  const zone = confirms === 'at-once' ? reportedZone : zoneIfKnown
  return zone.describe(
    'The zone in which messages tell times; the provider’s, if left out. What browsers report without a zone (`Etc/Unknown`, an offset) is none.',
  )
}

/** A channel's own field, read and checked by the channel: becomes the `Target`. */
function targetInput({ input, parse }: ChannelKind, rules: AddressRules) {
  return input
    .transform((raw, ctx): Target => {
      const target = parse(raw, rules)
      if (target.ok) return target.value
      for (const { pointer, detail } of target.refusal.fields ?? []) {
        ctx.addIssue({ code: 'custom', message: detail, path: pointer.split('/').slice(1) })
      }
      return z.NEVER
    })
    .describe(input.description ?? '')
}

/** Who answers for an address that cannot be asked itself. */
export const owner = short(400)
  .pipe(OWNER_KIND.input as z.ZodType<string, string>)
  .describe('The e-mail address of whoever answers for the address, and confirms it.')

/** What `POST /subscriptions` says beside the address, whose field the channel names. */
type SubscribeInput = z.output<z.ZodObject<typeof common>> & {
  channel: ChannelName
  timeZone?: string
  digest?: boolean
  ownerEmail?: string
  [field: string]: unknown
}

/** `POST /subscriptions`. */
export function subscribeInput(channels: readonly ChannelKind[], rules: AddressRules): z.ZodType<SubscribeInput> {
  const [first, ...others] = channels.map((kind) =>
    z.strictObject({
      channel: z.literal(kind.name),
      [kind.field]: targetInput(kind, rules),
      ...(kind.confirms === 'by-owner' && { ownerEmail: owner }),
      ...common,
      timeZone: zoneFor(kind),
      ...(kind.confirms === 'by-link' && { digest: digest.optional() }),
    }),
  )
  if (!first) throw new Error('There is no channel to subscribe by.')
  return z.discriminatedUnion('channel', [first, ...others]) as unknown as z.ZodType<SubscribeInput>
}

const follow = z.strictObject({ scope, kinds: kinds.default([...KINDS]) })

const change = {
  follows: list(follow, 200)
    .optional()
    .describe('Everything to be followed from now on; an empty list stops all messages.'),
  locale: locale.optional(),
  timeZone: timeZone.nullable().optional(),
  quietHours: quietHours.nullable().optional(),
  digest: digest.optional(),
}

/** What `PATCH /subscriptions/{token}` says, with the address to move to in the channel's field. */
type ChangeInput = z.output<z.ZodObject<typeof change>> & { [field: string]: unknown }

/** `PATCH /subscriptions/{token}`. */
export function changeSubscriptionInput(channels: readonly ChannelKind[], rules: AddressRules): z.ZodType<ChangeInput> {
  const fields = channels.flatMap((kind) =>
    kind.moves ? [[kind.field, targetInput(kind, rules).optional().describe(kind.moves.description)] as const] : [],
  )
  return z
    .strictObject({ ...change, ...Object.fromEntries(fields) })
    .refine((named) => Object.values(named).some((value) => value !== undefined), {
      error: 'Name something to change.',
    })
}

const listed = {
  scope,
  kinds: kinds.default([...KINDS]),
  locale: locale.optional(),
  timeZone: timeZone.optional(),
  provenance: line(200).describe('Where and when they agreed.'),
}
type Listed = z.output<z.ZodObject<typeof listed>>

/** Lists hold addresses that anybody may have. */
const NOTHING_EXTRA: AddressRules = { pushExtraOrigins: [], outboundAllow: [] }

/** One line of a list of people who agreed elsewhere, with an address of a channel that can be written in lists. */
export function importRow(kind: ChannelKind) {
  const field = kind.textField ?? kind.field
  return z.strictObject({ [field]: targetInput(kind, NOTHING_EXTRA), ...listed }).transform((row) => {
    const { [field]: target, ...rest } = row as Record<string, unknown>
    return { ...(rest as Listed), kind, target: target as Target }
  })
}

/** `all`, `platform:ID` or `incident:ID`, as forms and lists write a scope. */
export const scopeText = short(80)
  .regex(/^(all|(platform|incident):.+)$/, 'must be "all", "platform:ID" or "incident:ID"')
  .transform((text): unknown => {
    const [type, id] = [text.split(':', 1)[0], text.slice(text.indexOf(':') + 1)]
    return type === 'all' ? { type } : { type, id }
  })
  .pipe(scope)

import { z } from 'zod'
import {
  DEFAULT_SUPPORT,
  type Support,
  type SupportChannel,
  type SupportPerson,
  type SupportPlace,
} from '../domain/plan/support.ts'
import { type Opening, WEEKDAYS } from '../domain/time/office-hours.ts'

const line = (max: number) => z.string().trim().min(1).max(max)

/** Something that a page can turn into a link. */
const contact = z
  .union([z.url({ protocol: /^https?$/ }), z.email(), z.string().regex(/^\+?[\d ()./-]{3,30}( ext\.? ?\d{1,6})?$/)], {
    error: 'Write a web address, an e-mail address or a telephone number.',
  })
  .describe('A web address, an e-mail address or a telephone number.')

const time = (pattern: RegExp) =>
  z.string().regex(pattern, 'Write a local time like "05:00"; midnight at the end is "24:00".')

const opening = z
  .strictObject({
    days: z.array(z.enum(WEEKDAYS)).min(1).describe('On which days: mon, tue, wed, thu, fri, sat, sun.'),
    from: time(/^([01]\d|2[0-3]):[0-5]\d$/).describe("Opens at this local time of the provider's zone."),
    to: time(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/).describe(
      'Closes at this local time; on the next day if it is not after `from`.',
    ),
  })
  .describe('One opening on each of these days.') satisfies z.ZodType<Opening>

const hours = z
  .union([z.literal('always'), z.array(opening).min(1).max(50)], {
    error: 'Write "always", or openings like [{"days": ["mon", "tue"], "from": "05:00", "to": "24:00"}].',
  })
  .describe('"always" for around the clock, or the openings of a week.')

const told = {
  name: line(100).optional().describe('The name that customers know. Default: a name for its kind.'),
  contact: contact.optional(),
  hours: hours.optional(),
  note: line(300).optional().describe('One sentence to know before using it.'),
}

const channel = z.strictObject({
  kind: z.enum(['portal', 'email', 'chat', 'phone']).describe('What it is; replaces the default of that kind.'),
  ...told,
  urgent: z.boolean().optional().describe('Meant for urgent matters.'),
  offered: z.boolean().default(true).describe('`false` removes a default channel from the page.'),
})

const place = z.strictObject({
  kind: z
    .enum(['portal', 'knowledge_base', 'changes', 'billing', 'other'])
    .describe('What it is; replaces the default of that kind.'),
  ...told,
  offered: z.boolean().default(true).describe('`false` removes a default place from the page.'),
})

const person = z.strictObject({
  role: line(100).describe('Their role: "Support manager", "Main contact for master cases".'),
  name: line(100).optional().describe('Their name, if it is public.'),
  contact: contact.optional(),
  families: z
    .array(line(100))
    .default([])
    .describe('The groups of platforms that they are responsible for, named as on the page; none means all.'),
})

/** `support`: what the support page says. A channel or place of a kind replaces the default of that kind. */
export const supportFile = z
  .strictObject({
    channels: z.array(channel).max(20).default([]).describe('How customers reach support, in the order of the page.'),
    places: z.array(place).max(20).default([]).describe('Portal, knowledge base, requests for changes, billing.'),
    contacts: z.array(person).max(50).default([]).describe('Main points of contact.'),
    escalation: z.array(person).max(50).default([]).describe('Whom a customer may call next, in order.'),
  })
  .describe('The support page. What is left out keeps its default.')

/** The support page: the file's values over the defaults. */
export function supportOf(file: z.output<typeof supportFile>): Support {
  return {
    channels: withDefaults(DEFAULT_SUPPORT.channels, file.channels, channelOf),
    places: withDefaults(DEFAULT_SUPPORT.places, file.places, placeOf),
    contacts: file.contacts.map(personOf),
    escalation: file.escalation.map(personOf),
  }
}

/** The file's entries, then the defaults of the kinds that it does not name. */
function withDefaults<Told extends { kind: string }, Said extends { kind: string; offered: boolean }>(
  standard: readonly Told[],
  said: readonly Said[],
  complete: (entry: Said) => Told,
): Told[] {
  const untouched = standard.filter(({ kind }) => !said.some((entry) => entry.kind === kind))
  return [...said.filter(({ offered }) => offered).map(complete), ...untouched]
}

function channelOf({ offered: _, ...said }: z.output<typeof channel>): SupportChannel {
  const standard = DEFAULT_SUPPORT.channels.find(({ kind }) => kind === said.kind)
  return {
    name: null,
    contact: null,
    hours: 'always',
    urgent: false,
    note: null,
    startsLow: false,
    ...standard,
    ...said,
  }
}

function placeOf({ offered: _, ...said }: z.output<typeof place>): SupportPlace {
  const standard = DEFAULT_SUPPORT.places.find(({ kind }) => kind === said.kind)
  return { name: null, contact: null, hours: null, note: null, ...standard, ...said }
}

function personOf(said: z.output<typeof person>): SupportPerson {
  return { name: null, contact: null, ...said }
}

import { z } from 'zod'
import {
  type ContactWay,
  DEFAULT_SUPPORT,
  ESCALATION_KINDS,
  type EscalationPath,
  type Support,
  type SupportChannel,
  type SupportPerson,
  type SupportPlace,
} from '../domain/plan/support.ts'
import { line } from '../lib/input/fields.ts'
import { attendance, holidaysOf } from './hours-file.ts'

/** Something that a page can turn into a link. */
const contact = z
  .union(
    [
      z.url({ protocol: /^https?$/ }).max(300),
      z.email().max(254),
      z.string().regex(/^\+?[\d ()./-]{3,30}( ext\.? ?\d{1,6})?$/),
    ],
    {
      error: 'Write a web address, an e-mail address or a telephone number.',
    },
  )
  .describe('A web address, an e-mail address or a telephone number.')

const reached = {
  contact: contact.optional(),
  ways: z
    .array(
      z.strictObject({
        name: line(60).optional().describe('What it is: "Mobile", "Office".'),
        contact,
      }),
    )
    .max(6)
    .default([])
    .describe('More ways to reach them, after `contact`.'),
  ...attendance,
}

const told = {
  name: line(100).optional().describe('The name that customers know. Default: a name for its kind.'),
  ...reached,
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
  role: line(100).describe('Their role: "Support manager", "Call manager".'),
  name: line(100).optional().describe('Their name, if it is public.'),
  ...reached,
  families: z
    .array(line(100))
    .default([])
    .describe('The groups of platforms that they are responsible for, named as on the page; none means all.'),
})

const people = z.array(person).max(50)

const path = z.strictObject({
  kind: z.enum(ESCALATION_KINDS).describe('What it is about.'),
  name: line(100).optional().describe('The name that customers know. Default: a name for its kind.'),
  note: line(300).optional().describe('One sentence to know before using it.'),
  people: people.min(1).describe('Whom a customer may call next, in order.'),
})

/** `support`: what the support page says. A channel or place of a kind replaces the default of that kind. */
export const supportFile = z
  .strictObject({
    channels: z.array(channel).max(20).default([]).describe('How customers reach support, in the order of the page.'),
    places: z.array(place).max(20).default([]).describe('Portal, knowledge base, requests for changes, billing.'),
    contacts: people.default([]).describe('People of yours whom every customer may reach. Never those of a customer.'),
    escalation: people
      .default([])
      .describe('Whom a customer of support may call next, in order; short for a first path of kind `support`.'),
    escalationPaths: z.array(path).max(12).default([]).describe('Whom a customer may call next, by what it is about.'),
  })
  .describe('The support page. What is left out keeps its default.')

/** The support page: the file's values over the defaults. */
export function supportOf(file: z.output<typeof supportFile>): Support {
  const first: EscalationPath = { kind: 'support', name: null, note: null, people: file.escalation.map(personOf) }
  return {
    channels: withDefaults(DEFAULT_SUPPORT.channels, file.channels, channelOf),
    places: withDefaults(DEFAULT_SUPPORT.places, file.places, placeOf),
    contacts: file.contacts.map(personOf),
    escalation: [...(first.people.length > 0 ? [first] : []), ...file.escalationPaths.map(pathOf)],
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
  const { kind, name = null, note = null, urgent = standard?.urgent ?? false } = said
  const hours = said.hours ?? standard?.hours ?? 'always'
  const startsLow = standard?.startsLow ?? false
  return { kind, name, note, urgent, startsLow, ways: waysOf(said), hours, onHolidays: holidaysOf(said, hours) }
}

function placeOf({ offered: _, ...said }: z.output<typeof place>): SupportPlace {
  const standard = DEFAULT_SUPPORT.places.find(({ kind }) => kind === said.kind)
  const { kind, name = null, note = null, hours = standard?.hours ?? null } = said
  return { kind, name, note, ways: waysOf(said), hours, onHolidays: holidaysOf(said, hours) }
}

function personOf(said: z.output<typeof person>): SupportPerson {
  const { role, name = null, families, hours = null } = said
  return { role, name, families, ways: waysOf(said), hours, onHolidays: holidaysOf(said, hours) }
}

function pathOf(said: z.output<typeof path>): EscalationPath {
  const { kind, name = null, note = null, people } = said
  return { kind, name, note, people: people.map(personOf) }
}

function waysOf({ contact, ways }: Pick<z.output<typeof person>, 'contact' | 'ways'>): ContactWay[] {
  const first: ContactWay[] = contact === undefined ? [] : [{ name: null, contact }]
  return [...first, ...ways.map((way) => ({ name: way.name ?? null, contact: way.contact }))]
}

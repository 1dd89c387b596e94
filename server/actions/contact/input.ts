import { z } from 'zod'
import { mailbox } from '../../channels/email/kind.ts'
import { CALL_CHANNELS, CALL_RESULTS, CONTACT_RANKS, PURPOSES } from '../../domain/contact/contact.ts'
import { line, list, locale, plainName, short, slug, text, timeZone } from '../../lib/input/fields.ts'
import { createOrganisationInput, customerNumber } from '../organisation/input.ts'

const fields = {
  name: plainName(120).describe('The person, or the team, as the customer calls it.'),
  title: plainName(120).nullable().describe('What it does there.'),
  email: mailbox,
  phone: short(60)
    .regex(/^[+()./ x-]*[0-9][0-9+()./ x-]*$/, 'must be a telephone number such as +1 303 555 0100')
    .nullable()
    .describe('For the desk alone.'),
  locale: locale.describe('The language of its messages.'),
  timeZone: timeZone
    .nullable()
    .describe('The IANA zone that its messages tell times in. `null`: that of the provider.'),
  rank: z.enum(CONTACT_RANKS).describe('Backup contacts are told with the primary ones.'),
  purposes: list(z.enum(PURPOSES), PURPOSES.length).describe(
    'What the customer named it for: master cases, maintenance, its own list for escalations (told by hand).',
  ),
}

/** `POST /organisations/{id}/contacts`: only name and e-mail are required. */
export const createContactInput = z.strictObject({
  ...fields,
  title: fields.title.default(null),
  phone: fields.phone.default(null),
  locale: fields.locale.optional().describe('The language of its messages. Default: the first of the site.'),
  timeZone: fields.timeZone.default(null),
  rank: fields.rank.default('primary'),
  purposes: fields.purposes.default([]),
})
export type NewContact = z.output<typeof createContactInput>

/** `PATCH /organisations/{id}/contacts/{contactId}`: what is left out stays. */
export const changeContactInput = z
  .strictObject(fields)
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'Give at least one field to change.',
  })
export type ContactChange = z.output<typeof changeContactInput>

/** What was told by hand. */
export const callInput = z.strictObject({
  contact: short(40).regex(/^[a-z0-9]{12}$/, 'must be the id of a contact'),
  channel: z.enum(CALL_CHANNELS),
  result: z.enum(CALL_RESULTS),
  note: line(500).nullable().default(null),
})
export type NewCall = z.output<typeof callInput>

const words = short(20_000).transform((cell) => [...new Set(cell.split(/[\s;,]+/).filter(Boolean))])

/** A row of a list (DESIGN 4.3), without its empty cells: lists by space. */
export const contactRow = z.strictObject({
  organisation: createOrganisationInput.shape.name.optional(),
  customerNumber: customerNumber.optional(),
  platforms: words.pipe(slug.array().max(200)).optional(),
  ...z.object(fields).omit({ purposes: true }).partial().shape,
  purposes: words.pipe(z.enum(PURPOSES).array().max(50)).optional(),
})
export type ContactListRow = z.output<typeof contactRow>

const { email: _, ...asked } = fields
/** What a contact asks the desk to put right in its own entry, and why. */
export const askForChangeInput = z.strictObject({
  fields: z.strictObject(asked).partial(),
  message: text(1000).nullable(),
})

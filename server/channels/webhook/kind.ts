import { DAY, HOUR, MINUTE } from '../../domain/vocabulary.ts'
import { short } from '../../lib/input/fields.ts'
import { maskAddress, placeIn } from '../../lib/secret/sealed-address.ts'
import type { ChannelKind } from '../kind.ts'
import { parseWebhook } from './parse.ts'

/** As Standard Webhooks recommends: for about three days in all. */
const RETRIES = [5_000, ...[5, 30].map((n) => n * MINUTE), ...[2, 5, 10, 14, 20, 24].map((n) => n * HOUR)]

/** Webhooks by Standard Webhooks: confirmed by their owner, every message in order, signed. */
export const webhookKind = {
  name: 'webhook',
  title: 'Webhook',
  description: 'a mail asks `ownerEmail` to confirm within 24 hours; until then nothing is sent to the address.',
  order: 'every',
  hearsCorrections: true,
  confirms: 'by-owner',
  signs: true,
  retries: RETRIES,
  field: 'address',
  textField: 'webhook',
  input: short(2048).describe('The https address that takes the messages, on port 443 or 8443.'),
  parse: parseWebhook,
  mask: maskAddress,
  queue: placeIn,
  inbox: placeIn,
  // Longer than a year, so that following a platform on which nothing happens does not end by itself.
  forgetsAddress: { keeps: 'nothing', after: 30 * DAY, silentFor: 400 * DAY },
  manageIntro: 'intro',
} as const satisfies ChannelKind

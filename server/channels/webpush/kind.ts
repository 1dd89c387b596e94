import { z } from 'zod'
import { DAY } from '../../domain/vocabulary.ts'
import { short } from '../../lib/input/fields.ts'
import type { ChannelKind } from '../kind.ts'
import { parsePushSubscription } from './parse.ts'

/** Browser push: active at once, only the newest message is worth showing. */
export const webPushKind = {
  name: 'webpush',
  title: 'Browser push',
  description: 'active at once.',
  order: 'newest',
  confirms: 'at-once',
  field: 'subscription',
  // Loose: browsers add fields of their own. Endpoint and keys are checked by `parse`.
  input: z
    .looseObject({ endpoint: short(2048), keys: z.looseObject({ p256dh: short(200), auth: short(100) }) })
    .describe("The browser's PushSubscription as JSON."),
  parse: (raw, { pushExtraOrigins }) => parsePushSubscription(raw, pushExtraOrigins),
  mask: (endpoint) => new URL(endpoint).host,
  // Each push service is a queue of its own, so that a slow one delays no other.
  queue: (endpoint) => (URL.canParse(endpoint) ? new URL(endpoint).origin : null),
  inbox: (endpoint) => endpoint,
  moves: {
    description: 'The browser moved: its new PushSubscription as JSON.',
    refusal: 'Only a browser subscription has an endpoint to move.',
  },
  forgetsAddress: {
    keeps: 'nothing',
    // Until then a renewed browser may still come back with its token.
    after: 180 * DAY,
    // Longer than a year, so that following a platform on which nothing happens does not end by itself.
    silentFor: 400 * DAY,
  },
  manageIntro: 'introPush',
} as const satisfies ChannelKind

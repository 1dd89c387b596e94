import { DAY } from '../../domain/vocabulary.ts'
import { short } from '../../lib/input/fields.ts'
import { maskAddress, placeIn } from '../../lib/secret/sealed-address.ts'
import type { ChannelKind } from '../kind.ts'

/** What all chat rooms have in common: they show the newest message, and their owner answers for the address. */
export const ROOM = {
  description: 'confirmed by a mail to the owner.',
  order: 'newest',
  confirms: 'by-owner',
  field: 'address',
  input: short(2048).describe('The https address that the service made for posting to the room.'),
  mask: maskAddress,
  // Each room is a queue of its own, whoever follows with it.
  queue: placeIn,
  inbox: placeIn,
  forgetsAddress: { keeps: 'nothing', after: 30 * DAY, silentFor: 400 * DAY },
  manageIntro: 'intro',
} as const satisfies Partial<ChannelKind>

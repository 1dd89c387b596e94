import { z } from 'zod'
import type { ChannelKind } from '../../../../server/channels/kind.ts'
import { invalid, ok } from '../../../../server/domain/refusal.ts'
import { DAY, HOUR, MINUTE } from '../../../../server/domain/vocabulary.ts'
import { hostIn, placeIn } from '../../../../server/lib/secret/sealed-address.ts'

/** A channel that only tests have: its owner confirms, its address is sealed, and it tries again by a schedule. */
export const bellKind: ChannelKind = {
  name: 'bell',
  title: 'Bell',
  description: 'its owner confirms by mail.',
  order: 'every',
  confirms: 'by-owner',
  signs: true,
  retries: [5_000, 5 * MINUTE, 2 * HOUR],
  field: 'address',
  input: z.string().max(200).describe('The address of a bell.'),
  parse(raw) {
    if (typeof raw === 'string' && /^https:\/\/bells\.example\/[a-z]+$/.test(raw))
      return ok({ address: raw, keys: null })
    return invalid([{ pointer: '', detail: 'must be the address of a bell' }])
  },
  mask: (address) => `${hostIn(address)}/…`,
  queue: placeIn,
  inbox: placeIn,
  forgetsAddress: { keeps: 'nothing', after: 30 * DAY, silentFor: 400 * DAY },
  manageIntro: 'intro',
}

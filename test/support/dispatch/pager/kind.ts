import { z } from 'zod'
import type { ChannelKind } from '../../../../server/channels/kind.ts'
import { invalid, ok } from '../../../../server/domain/refusal.ts'
import { DAY } from '../../../../server/domain/vocabulary.ts'

/** A channel that only tests have: active at once, shows the newest message alone, has a queue for each country. */
export const pagerKind: ChannelKind = {
  name: 'pager',
  title: 'Pager',
  description: 'active at once.',
  order: 'newest',
  confirms: 'at-once',
  field: 'number',
  input: z.string().max(30).describe('A telephone number with its country.'),
  parse(raw) {
    const number = String(raw).replaceAll(' ', '')
    if (/^\+\d{6,15}$/.test(number)) return ok({ address: number, keys: null })
    return invalid([{ pointer: '', detail: 'must be a telephone number such as +351 210 000 000' }])
  },
  mask: (number) => `…${number.slice(-2)}`,
  queue: (number) => number.slice(0, 4),
  inbox: (number) => number,
  moves: { description: 'The new number.', refusal: 'Only a pager has a number to change.' },
  forgetsAddress: { keeps: 'nothing', after: 10 * DAY, silentFor: 100 * DAY },
  manageIntro: 'intro',
}

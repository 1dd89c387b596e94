import { z } from 'zod'
import type { ChannelKind } from '../../../../server/channels/kind.ts'
import { invalid, ok } from '../../../../server/domain/refusal.ts'
import { DAY } from '../../../../server/domain/vocabulary.ts'

/** A channel that only tests have: a fax asks for confirmation, every update arrives in order. */
export const faxKind: ChannelKind = {
  name: 'fax',
  title: 'Fax',
  description: 'a fax with a link asks to confirm.',
  order: 'every',
  confirms: 'by-link',
  field: 'address',
  textField: 'fax',
  input: z.string().max(30).describe('A fax number.'),
  parse(raw) {
    const number = String(raw).trim()
    return /^\d{6,15}$/.test(number)
      ? ok({ address: number, keys: null })
      : invalid([{ pointer: '', detail: 'must be digits alone' }])
  },
  mask: (number) => `${number.slice(0, 3)}…`,
  queue: () => null,
  inbox: (number) => number,
  forgetsAddress: { keeps: 'hash', after: 10 * DAY },
  manageIntro: 'intro',
}

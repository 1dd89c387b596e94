import { domainToASCII } from 'node:url'
import { z } from 'zod'
import { invalid, ok, type Result } from '../../domain/refusal.ts'
import { DAY } from '../../domain/vocabulary.ts'
import { short } from '../../lib/input/fields.ts'
import { inWords } from '../../lib/input/zod-messages.ts'
import type { ChannelKind, Target } from '../kind.ts'

/** What mail servers take (RFC 5321 without quotes and address literals), the domain as it is in the DNS. */
const MAILBOX =
  /^(?=.{1,64}@)[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/

/** The same for everything people write for one address: without spaces around, in lower case, `exämple` in ASCII. */
function normalAddress(raw: string): string {
  const text = raw.trim().toLowerCase()
  const domain = text.slice(text.lastIndexOf('@') + 1)
  return /^\p{ASCII}*$/u.test(domain) ? text : text.slice(0, -domain.length) + domainToASCII(domain)
}

/** An e-mail address in lower case. */
export const mailbox = short(400)
  .overwrite(normalAddress)
  .max(254, { error: 'must have at most 254 characters', abort: true })
  .pipe(z.email({ pattern: MAILBOX, error: 'must be an e-mail address such as anna@example.org' }))
  .describe('An e-mail address.')

/** E-mail: confirmed by a link, every update in order. */
export const emailKind = {
  name: 'email',
  title: 'E-mail',
  description: 'a mail asks the address to confirm within 24 hours; asking again soon sends no second one.',
  order: 'every',
  confirms: 'by-link',
  field: 'address',
  textField: 'email',
  input: mailbox,
  parse,
  mask: (address) => `${address.slice(0, 1)}…${address.slice(address.lastIndexOf('@'))}`,
  queue: () => null,
  inbox: (address) => address.replace(/\+[^@]*/, ''),
  moves: {
    description:
      'E-mail only: another address. It is sent a mail with a link to confirm, and until it does, nothing changes but `movingTo`.',
    refusal: 'Only a subscription by e-mail moves to another e-mail address.',
  },
  forgetsAddress: { keeps: 'hash', after: 30 * DAY },
  manageIntro: 'intro',
} as const satisfies ChannelKind

function parse(raw: unknown): Result<Target> {
  const parsed = mailbox.safeParse(raw)
  if (parsed.success) return ok({ address: parsed.data, keys: null })
  return invalid(inWords(parsed.error.issues).map(({ detail }) => ({ pointer: '', detail })))
}

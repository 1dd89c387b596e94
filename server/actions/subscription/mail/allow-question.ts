import type { Trx } from '../../../../db/schema/index.ts'
import type { SubscriberRow } from '../../../../db/subscription/subscribers.ts'
import { readAllowances } from '../../../../db/system/allowances.ts'
import type { ChannelKind } from '../../../channels/kind.ts'
import { OWNER_KIND } from '../../../channels/kinds.ts'
import {
  confirmationMailKeys,
  hasOwnAllowance,
  type Stranger,
  takeConfirmationMail,
} from '../../../domain/subscription/limits.ts'
import type { Instant } from '../../../domain/vocabulary.ts'

interface Question {
  kind: ChannelKind
  address: string
  /** Who is asked in place of the address. */
  owner?: string
  stranger: Stranger
}

/** May an address be asked by a mail, of which `known` is the subscriber? What is taken for it is to be kept only if it is. */
export async function allowQuestion(
  trx: Trx,
  { kind, address, owner, stranger }: Question,
  known: SubscriberRow | null,
  now: Instant,
): Promise<ReturnType<typeof takeConfirmationMail>> {
  const isConfirmed = known !== null && known.state !== 'pending'
  const shared = kind.inbox(address)
  // An owner may be named for as many addresses as anybody makes up.
  const ofOwner = owner && `owner ${OWNER_KIND.inbox(owner)}`
  const inbox = ofOwner ?? (hasOwnAllowance(address, shared, isConfirmed) ? null : `${kind.name} ${shared}`)
  return takeConfirmationMail(await readAllowances(trx, confirmationMailKeys(stranger, inbox)), stranger, inbox, now)
}

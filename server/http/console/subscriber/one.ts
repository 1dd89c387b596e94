import type { Context } from 'hono'
import { type MessageRow, messagesTo } from '../../../../db/desk/messages.ts'
import type { SubscriberMessage, SubscriberView } from '../../../../src/views.ts'
import { can } from '../../../domain/staff/can.ts'
import { decideEnable } from '../../../domain/subscription/standing.ts'
import { eventOf, outcomeOfRow } from '../../../queries/desk/deliveries.ts'
import type { SubscriberRecord } from '../../../queries/desk/subscribers.ts'
import { inWords, quietHoursOf } from '../../api/subscription/manage-token.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { sessionOf } from '../access.ts'
import { addressFor, pathOf as eventPath, toldOfEvent } from '../delivery/content.ts'
import { seenOf } from '../organisation/content.ts'
import { consolePage } from '../page.ts'
import { isMailbox, named, subscriberAt } from './content.ts'

/** The newest messages that are shown, and of those that did not get through. */
const [SHOWN, LOST] = [10, 5]

/** One subscriber, with what it follows and what became of its messages. */
export async function onePage(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  return consolePage(c, deps, await contentOf(c, deps, await subscriberAt(deps, id)))
}

type Typed = Partial<Pick<SubscriberView, 'open' | 'reason'>>

/** What its page shows. */
export async function contentOf(
  c: Context<Env>,
  deps: AppDeps,
  record: SubscriberRecord,
  typed: Typed = {},
): Promise<Omit<SubscriberView, 'me' | 'faults'>> {
  const { row, active, asked, contacts, owned } = record
  const actor = sessionOf(c)
  const mayChange = can(actor, 'subscriber.change')
  const enabling = decideEnable(row, active.length)
  return {
    ...{ kind: 'console/subscribers/one', ...named(deps, actor, row, asked.length > 0) },
    ...{ isMailbox: isMailbox(deps, record), language: row.locale, zone: row.time_zone, quiet: quietHoursOf(row) },
    ...{ digest: row.digest_at !== null, source: row.source, changedAt: row.updated_at },
    ...{ offReason: row.off_reason, disabledWhy: row.disabled_why },
    ...{ follows: await inWords(deps.db, active), asked: await inWords(deps.db, asked) },
    owner: row.owner && addressFor(deps, actor, { channel: 'email', address: row.owner }),
    owned: owned.map((one) => named(deps, actor, one, false)),
    contacts: contacts.map(({ id, name, organisation, organisationId }) => ({
      ...{ name, organisation },
      href: `/staff/organisations/${organisationId}/${can(actor, 'contact.change') ? `contacts/${id}/` : ''}`,
    })),
    messages: (await messagesTo(deps.db, row.id, { limit: SHOWN })).map(messageOf),
    lost: (await messagesTo(deps.db, row.id, { limit: LOST, isLost: true })).map(messageOf),
    mayDisable: mayChange && row.state === 'active',
    mayEnable: mayChange && enabling.ok && enabling.value,
    ...{ mayErase: can(actor, 'subscriber.erase'), mayExport: can(actor, 'subscriber.read') },
    ...{ open: null, reason: '', seen: seenAs(record), ...typed },
  }
}

function messageOf(row: MessageRow): SubscriberMessage {
  const event = eventOf(row)
  const { result, why } = outcomeOfRow(event.at, row)
  return { ...toldOfEvent(event), href: `${eventPath(event.id)}${row.subscriber_id}/`, result, why }
}

/** A person as they are seen before they are erased: with everything that goes with them. */
export function seenAs({ row, contacts, owned }: SubscriberRecord): string {
  return seenOf(
    row.address,
    contacts.map(({ id }) => id),
    owned.map(({ id }) => id),
  )
}

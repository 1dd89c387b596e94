import type { DeliveryPersonRow } from '../../../../db/desk/deliveries.ts'
import type { ChannelCountsView, DeliveryRow, ToldOf } from '../../../../src/views.ts'
import { kindNamed } from '../../../channels/kinds.ts'
import { notFound } from '../../../domain/refusal.ts'
import { can } from '../../../domain/staff/can.ts'
import type { ChannelName, Role } from '../../../domain/vocabulary.ts'
import { deskPathOf } from '../../../lib/links.ts'
import { type ChannelTally, findTold, outcomeOfRow, type ToldEvent } from '../../../queries/desk/deliveries.ts'
import { masked } from '../../api/subscription/manage-token.ts'
import type { AppDeps } from '../../deps.ts'
import { must } from '../../middleware/problem.ts'

export const LIST = '/staff/deliveries/'
export const pathOf = (event: number) => `${LIST}${event}/`

type Deps = Pick<AppDeps, 'db' | 'channels'>

/** An event that somebody was told of, by the number in an address; a 404 if there is no such. */
export async function eventAt({ db }: Pick<AppDeps, 'db'>, number: string): Promise<ToldEvent> {
  const event = /^\d{1,15}$/.test(number) ? await findTold(db, Number(number)) : null
  return event ?? must<never>(notFound('event'))
}

export function toldOfEvent({ id, at, told, title, object }: ToldEvent): ToldOf {
  return { id, at, told, title, url: object && deskPathOf(object.type, object.id) }
}

/** What people call a channel. */
export function titleOf({ channels }: Pick<AppDeps, 'channels'>, name: ChannelName): string {
  return kindNamed(channels, name)?.title ?? name
}

export function countsOf(deps: Deps, { channel, ...counts }: ChannelTally): ChannelCountsView {
  return { name: channel, title: titleOf(deps, channel), ...counts }
}

/** An address as somebody of this role may see it: whole where it is one that a person reads, and the role allows it. */
export function addressFor(
  { channels }: Pick<AppDeps, 'channels'>,
  actor: { role: Role },
  one: { channel: ChannelName; address: string },
): string {
  const isMailbox = kindNamed(channels, one.channel)?.confirms === 'by-link'
  const hidden = masked(channels, one)
  return isMailbox && hidden !== '…' && can(actor, 'subscriber.read') ? one.address : hidden
}

export function rowOf(deps: Deps, actor: { role: Role }, event: ToldEvent, row: DeliveryPersonRow): DeliveryRow {
  const { result, why } = outcomeOfRow(event.at, row)
  return {
    href: `${pathOf(event.id)}${row.subscriber_id}/`,
    ...{ address: addressFor(deps, actor, row), channel: titleOf(deps, row.channel), result, why },
    at: row.result_at ?? row.settled_at ?? nextAt(row),
  }
}

/** When something that waits is tried next, at the earliest. */
export function nextAt({ attempts, due_at, held_until }: DeliveryPersonRow): number {
  return attempts === 0 ? (held_until ?? due_at) : due_at
}

import type { SubscriberNamed } from '../../../../src/views.ts'
import { kindNamed } from '../../../channels/kinds.ts'
import { notFound } from '../../../domain/refusal.ts'
import { standingOf } from '../../../domain/subscription/standing.ts'
import type { Role } from '../../../domain/vocabulary.ts'
import { readSubscriber, type SubscriberRecord } from '../../../queries/desk/subscribers.ts'
import type { AppDeps } from '../../deps.ts'
import { must } from '../../middleware/problem.ts'
import { addressFor, titleOf } from '../delivery/content.ts'

export const LIST = '/staff/subscribers/'
export const pathOf = (id: string) => `${LIST}${id}/`

/** A subscriber by its id; a 404 if there is no such, or it was erased. */
export async function subscriberAt({ db }: Pick<AppDeps, 'db'>, id: string): Promise<SubscriberRecord> {
  return (await readSubscriber(db, id)) ?? must<never>(notFound('subscriber'))
}

/** A subscriber as somebody of this role may see it. */
export function named(
  deps: Pick<AppDeps, 'channels'>,
  actor: { role: Role },
  row: SubscriberRecord['row'],
  isAsked: boolean,
): SubscriberNamed {
  return {
    ...{ id: row.id, address: addressFor(deps, actor, row), channel: titleOf(deps, row.channel) },
    ...{ standing: standingOf(row, isAsked), since: row.created_at },
  }
}

/** Is its address one that people read? */
export function isMailbox({ channels }: Pick<AppDeps, 'channels'>, { row }: SubscriberRecord): boolean {
  return kindNamed(channels, row.channel)?.confirms === 'by-link'
}

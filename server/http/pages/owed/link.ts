import { eventsToTell } from '../../../../db/delivery/events.ts'
import { rungOfEvent, type StoredRung } from '../../../../db/staff/rungs.ts'
import { findSubscriber } from '../../../../db/subscription/subscribers.ts'
import type { RungNotice } from '../../../domain/ladder/notice.ts'
import { readOwedToken } from '../../../lib/links.ts'
import { masked } from '../../api/subscription/manage-token.ts'
import type { AppDeps } from '../../deps.ts'

/** Whose link it is, and what they were told. */
export interface OwedLink {
  rung: StoredRung
  notice: RungNotice
  /** As the audit trail shows the person: "staff/Dana Reyes (duty lead)", never with an address. */
  actor: string
}

/** What the link of a message to staff stands for; null if it is none of ours. */
export async function readLink(
  { db, linkSecret, channels }: Pick<AppDeps, 'db' | 'linkSecret' | 'channels'>,
  token: string,
): Promise<OwedLink | null> {
  const named = readOwedToken(linkSecret, token)
  const rung = named && (await rungOfEvent(db, named.eventId))
  const subscriber = named && (await findSubscriber(db, named.subscriberId))
  const [event] = named ? await eventsToTell(db, [named.eventId]) : []
  if (!rung || !subscriber || !event?.notice) return null
  const person = rung.people.find(({ email }) => email === subscriber.address)
  const actor = actorName(person?.name ?? null, person?.role ?? rung.roles.join(', '), masked(channels, subscriber))
  return { rung, notice: JSON.parse(event.notice) as RungNotice, actor }
}

/** Who has no name is told apart by what may be shown of the address. */
function actorName(name: string | null, role: string, address: string): string {
  return name === null || name.includes('@') ? `staff/${role} (${address})` : `staff/${name} (${role})`
}

import { composeEmail } from '../../../server/channels/email/compose.ts'
import type { Email } from '../../../server/channels/email/email.ts'
import { parseMessage } from '../../../server/channels/message.ts'
import { MAIL_SITE, type TestApp } from './test-app.ts'

/** The mails of these kinds that wait or were sent, oldest first, as they are composed now. */
export async function mailsOf({ db, clock }: TestApp, ...kinds: string[]): Promise<Email[]> {
  const rows = await db
    .selectFrom('deliveries as d')
    .innerJoin('events as e', 'e.id', 'd.event_id')
    .innerJoin('subscribers as s', 's.id', 'd.subscriber_id')
    .select(['e.id as eventId', 'e.kind', 'e.at', 'e.notice', 's.id', 's.address', 's.keys', 's.locale'])
    .select(['s.time_zone as timeZone', 's.link_generation as linkGeneration'])
    .where('e.kind', 'in', kinds as never[])
    .orderBy('e.id')
    .orderBy('s.address')
    .execute()
  return rows.map(({ eventId, kind, at, notice, ...receiver }) =>
    composeEmail(
      {
        ...{ eventId, eventKind: kind, at, claimedAt: clock.now, receiver, because: { type: 'all' } },
        message: parseMessage(kind, JSON.parse(notice ?? 'null')),
      },
      MAIL_SITE,
    ),
  )
}

/** The path of the first link in a mail, as `call` takes it. */
export function linkIn({ text }: Email): string {
  return /https:\/\/status\.example\.com(\/\w+\/\S+)/.exec(text)?.[1]?.replace('/', '//') ?? ''
}

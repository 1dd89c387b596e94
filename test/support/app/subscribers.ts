import { createECDH, randomBytes } from 'node:crypto'
import type { ConfirmationRequest } from '../../../server/domain/incident/notice.ts'
import type { Scope } from '../../../server/domain/vocabulary.ts'
import { confirmToken } from '../../../server/lib/links.ts'
import type { TestApp } from './test-app.ts'

/** What a browser posts to be told by push. */
export function pushSubscription(endpoint = `https://fcm.googleapis.com/fcm/send/${randomBytes(8).toString('hex')}`) {
  const p256dh = createECDH('prime256v1').generateKeys('base64url')
  return { endpoint, expirationTime: null, keys: { p256dh, auth: randomBytes(16).toString('base64url') } }
}

export const emailRequest = (address: string, scope: Scope = { type: 'all' }, more: object = {}) => ({
  channel: 'email',
  address,
  scope,
  ...more,
})

/** The confirmation mails that wait to be sent, oldest first. */
export async function confirmationMails({ db }: TestApp): Promise<ConfirmationRequest[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('events', 'events.id', 'deliveries.event_id')
    .select('events.notice')
    .where('events.kind', '=', 'subscription.requested')
    .orderBy('events.id')
    .execute()
  return rows.map((row) => JSON.parse(row.notice ?? 'null') as ConfirmationRequest)
}

/** The link in the newest confirmation mail. */
export async function newestLink(app: TestApp): Promise<string> {
  const mail = (await confirmationMails(app)).at(-1)
  if (!mail) throw new Error('there is no confirmation mail')
  return `//confirm/${confirmToken(app.deps.linkSecret, mail.subscriberId, mail.requestedAt)}`
}

/** Asks and confirms. */
export async function subscribe(app: TestApp, address: string, scope: Scope = { type: 'all' }): Promise<string> {
  await app.call('POST /subscriptions', { body: emailRequest(address, scope) })
  await app.call(`POST ${await newestLink(app)}`)
  return (await confirmationMails(app)).at(-1)?.subscriberId ?? ''
}

/** Who follows what, as the dispatcher sees it: `anna@… all incident+maintenance`. */
export async function followers({ db }: TestApp): Promise<string[]> {
  const rows = await db
    .selectFrom('subscriptions')
    .innerJoin('subscribers', 'subscribers.id', 'subscriptions.subscriber_id')
    .select(['address', 'scope_type', 'scope_id', 'incidents', 'maintenance'])
    .where('subscriptions.state', '=', 'active')
    .where('subscribers.state', '=', 'active')
    .execute()
  return rows
    .map((row) => {
      const kinds = [row.incidents && 'incident', row.maintenance && 'maintenance'].filter(Boolean).join('+')
      return `${row.address} ${row.scope_type}${row.scope_id && `:${row.scope_id}`} ${kinds}`
    })
    .sort()
}

import { createECDH, randomBytes } from 'node:crypto'
import { write } from '../../db/open.ts'
import type { Db, NewRow, Trx } from '../../db/schema/index.ts'
import { newId } from '../../server/lib/ids.ts'

interface PushTarget {
  endpoint: string
  keys: { p256dh: string; auth: string }
}

/** Browsers at a push service, each with keys of its own. */
export function browsers(count: number, service: string): PushTarget[] {
  const curve = createECDH('prime256v1')
  return Array.from({ length: count }, (_, index) => ({
    endpoint: `${service}/push/${index}`,
    keys: { p256dh: curve.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') },
  }))
}

/** Confirmed subscribers who follow everything, by push. */
export async function followByPush(db: Db, targets: readonly PushTarget[], now: number): Promise<void> {
  await follow(
    db,
    targets.map((target) => subscriber('webpush', target.endpoint, JSON.stringify(target.keys), now)),
    now,
  )
}

/** Confirmed subscribers who follow everything, by e-mail. */
export async function followByMail(db: Db, count: number, now: number): Promise<void> {
  const address = (index: number) => `customer-${index}@example.org`
  await follow(
    db,
    Array.from({ length: count }, (_, index) => subscriber('email', address(index), null, now)),
    now,
  )
}

function subscriber(channel: 'email' | 'webpush', address: string, keys: string | null, now: number) {
  const rest = { locale: 'en', time_zone: null, state: 'active', off_reason: null, source: 'bench' } as const
  return {
    id: newId(),
    channel,
    address,
    keys,
    ...rest,
    created_at: now,
    updated_at: now,
  } satisfies NewRow<'subscribers'>
}

async function follow(db: Db, subscribers: NewRow<'subscribers'>[], now: number): Promise<void> {
  await write(db, async (trx) => {
    for (let from = 0; from < subscribers.length; from += 500)
      await insert(trx, subscribers.slice(from, from + 500), now)
  })
}

async function insert(trx: Trx, subscribers: NewRow<'subscribers'>[], now: number): Promise<void> {
  const everything = { scope_type: 'all', scope_id: '', incidents: 1, maintenance: 1, state: 'active' } as const
  await trx.insertInto('subscribers').values(subscribers).execute()
  await trx
    .insertInto('subscriptions')
    .values(
      subscribers.map(({ id }) => ({
        id: newId(),
        subscriber_id: id,
        ...everything,
        requested_at: now,
        confirmed_at: now,
      })),
    )
    .execute()
}

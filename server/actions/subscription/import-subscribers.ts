import type { Reader, Row, Trx } from '../../../db/schema/index.ts'
import { forgottenAt } from '../../../db/subscription/forgotten.ts'
import {
  changeSubscriberRow,
  insertSubscriber,
  type SubscriberRow,
  subscribersAt,
} from '../../../db/subscription/subscribers.ts'
import { activeSubscriptionsOf, putSubscriptions, scopeColumns } from '../../../db/subscription/subscriptions.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { localeOf } from '../../../src/i18n/index.ts'
import type { ChannelKind, Target } from '../../channels/kind.ts'
import { type FieldError, invalid, ok, type Result } from '../../domain/refusal.ts'
import type { ChannelName, Kind, Scope } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, record } from '../context.ts'
import { unknownScope } from './scopes.ts'

/** Somebody who agreed elsewhere, parsed by `importRow`. */
export interface Imported {
  kind: ChannelKind
  target: Target
  scope: Scope
  kinds: readonly Kind[]
  /** Default: the first of the site. */
  locale?: string
  timeZone?: string
  /** Where and when they agreed. */
  provenance: string
}

interface ImportReport {
  /** Subscriptions that are new, and that were there already. */
  imported: number
  unchanged: number
  /** Left out: the address was switched off (unsubscribed, bounced, complained), which no import overrules. */
  suppressed: number
}

const CHUNK = 500

/**
 * Takes over subscriptions confirmed elsewhere, active at once and without a mail. All rows are checked before the
 * first is saved (pointers `/<row>/scope/id`); a second import of the same rows changes nothing.
 */
export async function importSubscribers(ctx: ActionContext, rows: readonly Imported[]): Promise<Result<ImportReport>> {
  const errors = await unknownScopes(ctx.db, rows)
  if (errors.length > 0) return invalid(errors)
  const total: ImportReport = { imported: 0, unchanged: 0, suppressed: 0 }
  for (let at = 0; at < rows.length; at += CHUNK) {
    const done = await importChunk(ctx, rows.slice(at, at + CHUNK))
    if (!done.ok) return done
    total.imported += done.value.imported
    total.unchanged += done.value.unchanged
    total.suppressed += done.value.suppressed
  }
  return ok(total)
}

async function unknownScopes(db: Reader, rows: readonly Imported[]): Promise<FieldError[]> {
  const checked = new Map<string, FieldError[]>()
  const errors: FieldError[] = []
  for (const [index, { scope }] of rows.entries()) {
    const key = JSON.stringify(scope)
    const wrong = checked.get(key) ?? (await unknownScope(db, scope, ''))
    checked.set(key, wrong)
    errors.push(...wrong.map(({ pointer, detail }) => ({ pointer: `/${index}/scope${pointer}`, detail })))
  }
  return errors
}

async function importChunk(ctx: ActionContext, rows: readonly Imported[]): Promise<Result<ImportReport>> {
  return record(ctx, async (trx) => {
    const subscribers = await subscribersOf(trx, ctx, rows)
    const wanted = rows.flatMap((row) => {
      const subscriber = subscribers.get(keyOf(row))
      return subscriber && subscriber.state !== 'off' ? [subscriptionOf(ctx, subscriber.id, row)] : []
    })
    const known = new Set(
      (
        await activeSubscriptionsOf(
          trx,
          wanted.map((w) => w.subscriber_id),
        )
      ).map(identity),
    )
    const fresh = [
      ...new Map(wanted.filter((row) => !known.has(identity(row))).map((row) => [identity(row), row])).values(),
    ]
    await putSubscriptions(trx, fresh)
    const report = {
      imported: fresh.length,
      unchanged: wanted.length - fresh.length,
      suppressed: rows.length - wanted.length,
    }
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'subscribers.import',
      object: 'subscribers',
      detail: {
        ...report,
        provenance: [...new Set(rows.map((row) => row.provenance))],
        ids: fresh.map((row) => row.subscriber_id),
      },
    })
    return ok(report)
  })
}

/** The subscriber at each address, by `keyOf`: found, made, or confirmed by this import where it was pending. */
async function subscribersOf(trx: Trx, ctx: ActionContext, rows: readonly Imported[]) {
  const subscribers = new Map<string, SubscriberRow>()
  for (const channel of new Set(rows.map(({ kind }) => kind.name))) {
    const addresses = rows.filter(({ kind }) => kind.name === channel).map(({ target }) => target.address)
    for (const row of await knownAt(trx, channel, [...new Set(addresses)])) {
      subscribers.set(`${channel} ${row.address}`, row)
    }
  }
  for (const row of rows) {
    const known = subscribers.get(keyOf(row))
    if (known && known.state !== 'pending') continue
    subscribers.set(keyOf(row), known ? await activate(trx, ctx, known, row) : await insert(trx, ctx, row))
  }
  return subscribers
}

function keyOf({ kind, target }: Imported): string {
  return `${kind.name} ${target.address}`
}

async function knownAt(trx: Trx, channel: ChannelName, addresses: readonly string[]): Promise<SubscriberRow[]> {
  return [...(await forgottenAt(trx, channel, addresses)), ...(await subscribersAt(trx, channel, addresses))]
}

async function activate(trx: Trx, { now }: ActionContext, known: SubscriberRow, row: Imported): Promise<SubscriberRow> {
  const change = { state: 'active' as const, source: row.provenance, updated_at: now }
  await changeSubscriberRow(trx, known.id, change)
  return { ...known, ...change }
}

async function insert(trx: Trx, { now, plan }: ActionContext, row: Imported): Promise<SubscriberRow> {
  const { kind, target, locale, timeZone, provenance } = row
  return insertSubscriber(trx, {
    id: newId(),
    channel: kind.name,
    address: target.address,
    keys: target.keys && JSON.stringify(target.keys),
    locale: locale ?? localeOf(plan.languages[0]),
    time_zone: timeZone ?? null,
    state: 'active',
    off_reason: null,
    source: provenance,
    created_at: now,
    updated_at: now,
  })
}

function subscriptionOf({ now }: ActionContext, subscriberId: string, { scope, kinds }: Imported) {
  return {
    id: newId(),
    subscriber_id: subscriberId,
    ...scopeColumns(scope, kinds),
    state: 'active' as const,
    requested_at: now,
    confirmed_at: now,
  }
}

function identity(row: Pick<Row<'subscriptions'>, 'subscriber_id' | 'scope_type' | 'scope_id'>): string {
  return `${row.subscriber_id} ${row.scope_type} ${row.scope_id}`
}

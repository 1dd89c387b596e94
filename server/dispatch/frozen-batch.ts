import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { deleteUnusedBatches, insertBatch, readBatch } from '../../db/delivery/batches.ts'
import { assignBatch, releaseLeases } from '../../db/delivery/deliveries.ts'
import type { Trx } from '../../db/schema/index.ts'
import type { BatchChannel, Outcome } from '../channels/channel.ts'
import type { Instant } from '../domain/vocabulary.ts'
import { newId } from '../lib/ids.ts'
import type { ClaimedDelivery } from './claim.ts'
import type { DispatchContext } from './context.ts'

/** A request that goes out with the same bytes under the same key however often it is tried. */
export interface FrozenBatch {
  /** Its idempotency key. */
  id: string
  /** Whose message is at which place: event and subscriber. */
  owners: string[]
  messages: unknown[]
}

type Key = Pick<ClaimedDelivery['row'], 'event_id' | 'subscriber_id'>

export const keyOf = ({ event_id: event, subscriber_id: subscriber }: Key) => `${event} ${subscriber}`
export const ownerOf = ({ row }: ClaimedDelivery) => keyOf(row)

/** Whose messages go into a batch: all, if it is frozen already; otherwise those that can be composed. */
export function composed(
  channel: BatchChannel,
  deliveries: readonly ClaimedDelivery[],
  onError: (delivery: ClaimedDelivery, error: unknown) => void,
) {
  if (deliveries[0]?.row.batch_id) return { members: deliveries, compose: () => [] }
  const messages: unknown[] = []
  const members = deliveries.filter((delivery) => {
    try {
      return messages.push(channel.compose(delivery.job))
    } catch (error) {
      onError(delivery, error)
      return false
    }
  })
  return { members, compose: () => messages }
}

/** What the provider said of one message of a batch; `outcomes` are in the order of its messages. */
export function outcomeOf(delivery: ClaimedDelivery, { owners }: FrozenBatch, outcomes: readonly Outcome[]): Outcome {
  const outcome = outcomes[owners.indexOf(ownerOf(delivery))]
  return outcome ?? { kind: 'failed', why: 'the provider said nothing about this message' }
}

/** The batch the deliveries were frozen in before, or a new one, stored before anything of it is sent. */
export async function loadOrCreateBatch(
  context: DispatchContext,
  deliveries: readonly ClaimedDelivery[],
  compose: () => unknown[],
): Promise<FrozenBatch> {
  const id = deliveries[0]?.row.batch_id
  if (id) return load(context, id)
  const batch = { id: newId(), owners: deliveries.map(ownerOf), messages: compose() }
  await context.write((trx) => store(trx, batch, deliveries, context.clock()))
  for (const { row } of deliveries) row.batch_id = batch.id
  return batch
}

async function load(context: DispatchContext, id: string): Promise<FrozenBatch> {
  const payload = await readBatch(context.db, id)
  if (!payload) throw new Error(`The frozen batch ${id} is missing.`)
  const { owners, messages }: FrozenBatch = JSON.parse(zstdDecompressSync(payload).toString())
  return { id, owners, messages }
}

async function store(
  trx: Trx,
  { id, owners, messages }: FrozenBatch,
  deliveries: readonly ClaimedDelivery[],
  now: Instant,
): Promise<void> {
  await insertBatch(trx, id, zstdCompressSync(JSON.stringify({ owners, messages })), now)
  const rows = deliveries.map(({ row }) => row)
  if ((await assignBatch(trx, rows, id)) < rows.length) throw new Error('Leases ran out before their batch was stored.')
}

/** Replaces a batch by two halves, sent one by one: one message spoils the request, and the provider does not say which. */
export async function splitBatch(
  context: DispatchContext,
  { id, owners, messages }: FrozenBatch,
  deliveries: readonly ClaimedDelivery[],
): Promise<void> {
  const middle = Math.ceil(messages.length / 2)
  await context.write(async (trx) => {
    for (const part of [[0, middle] as const, [middle, messages.length] as const]) {
      const half = { id: newId(), owners: owners.slice(...part), messages: messages.slice(...part) }
      const members = deliveries.filter((delivery) => half.owners.includes(ownerOf(delivery)))
      if (members.length > 0) await store(trx, half, members, context.clock())
    }
    await deleteUnusedBatches(trx, [id])
    await releaseLeases(
      trx,
      deliveries.map(({ row }) => row),
    )
  })
}

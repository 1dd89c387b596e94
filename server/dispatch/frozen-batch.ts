import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { deleteUnusedBatches, insertBatch, readBatch } from '../../db/delivery/batches.ts'
import { assignBatch, releaseLeases } from '../../db/delivery/deliveries.ts'
import type { Trx } from '../../db/schema/index.ts'
import type { Instant } from '../domain/vocabulary.ts'
import { newId } from '../lib/ids.ts'
import type { Desk } from './context.ts'
import type { Task } from './tasks.ts'

/** A request that goes out with the same bytes under the same key however often it is tried. */
export interface Frozen {
  /** Its idempotency key. */
  id: string
  /** Whose message is at which place: event and subscriber. */
  owners: string[]
  messages: unknown[]
}

export const ownerOf = ({ row }: Task) => `${row.event_id} ${row.subscriber_id}`

/** The batch the tasks were frozen in before, or a new one, stored before anything of it is sent. */
export async function freezeOrThaw(desk: Desk, tasks: readonly Task[], make: () => unknown[]): Promise<Frozen> {
  const id = tasks[0]?.row.batch_id
  if (id) return thaw(desk, id)
  const frozen = { id: newId(), owners: tasks.map(ownerOf), messages: make() }
  await desk.write((trx) => store(trx, frozen, tasks, desk.clock()))
  for (const { row } of tasks) row.batch_id = frozen.id
  return frozen
}

async function thaw(desk: Desk, id: string): Promise<Frozen> {
  const payload = await readBatch(desk.db, id)
  if (!payload) throw new Error(`The frozen batch ${id} is missing.`)
  const { owners, messages }: Frozen = JSON.parse(zstdDecompressSync(payload).toString())
  return { id, owners, messages }
}

async function store(trx: Trx, { id, owners, messages }: Frozen, tasks: readonly Task[], now: Instant): Promise<void> {
  await insertBatch(trx, id, zstdCompressSync(JSON.stringify({ owners, messages })), now)
  const rows = tasks.map((task) => task.row)
  if ((await assignBatch(trx, rows, id)) < rows.length) throw new Error('Leases ran out before their batch was frozen.')
}

/** Two batches instead of one, each to be sent by itself: one message spoils the request, and nobody says which. */
export async function halve(desk: Desk, { id, owners, messages }: Frozen, tasks: readonly Task[]): Promise<void> {
  const middle = Math.ceil(messages.length / 2)
  await desk.write(async (trx) => {
    for (const part of [[0, middle] as const, [middle, messages.length] as const]) {
      const half = { id: newId(), owners: owners.slice(...part), messages: messages.slice(...part) }
      const members = tasks.filter((task) => half.owners.includes(ownerOf(task)))
      if (members.length > 0) await store(trx, half, members, desk.clock())
    }
    await deleteUnusedBatches(trx, [id])
    await releaseLeases(
      trx,
      tasks.map((task) => task.row),
    )
  })
}

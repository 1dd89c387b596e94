import { setImmediate as others } from 'node:timers/promises'
import type { Reader } from '../../db/schema/index.ts'
import { countReach } from '../../db/subscription/reach.ts'
import { CHANNEL_KINDS, kindNamed } from '../channels/kinds.ts'
import type { Subject } from '../domain/subscription/audience.ts'
import type { ChannelName } from '../domain/vocabulary.ts'

/** How many a post would tell. */
export interface Reach {
  /** Subscribers, by whichever channel. */
  total: number
  /** Every channel there is, also those by which nobody follows. */
  channels: { channel: ChannelName; title: string; count: number }[]
  /** Addresses of staff who are told at once: the leads, of a P1G. */
  staff: string[]
}

/** Subscribers per question: some milliseconds, for which SQLite keeps others waiting. */
const SLICE = 2000

/** Whom a subject reaches; null: nobody is told. It asks slice by slice, outside of any transaction. */
export async function readReach(db: Reader, subject: Subject | null, staff: readonly string[]): Promise<Reach> {
  const counts = new Map<ChannelName, number>(CHANNEL_KINDS.map(({ name }) => [name, 0]))
  for (let cursor: string | null = subject ? '' : null; subject && cursor !== null; ) {
    const slice = await countReach(db, subject, cursor, SLICE)
    for (const { channel, count } of slice.counts) counts.set(channel, (counts.get(channel) ?? 0) + count)
    cursor = slice.cursor
    await others()
  }
  const channels = [...counts].map(([channel, count]) => {
    return { channel, title: kindNamed(CHANNEL_KINDS, channel)?.title ?? channel, count }
  })
  return { total: channels.reduce((sum, { count }) => sum + count, 0), channels, staff: [...new Set(staff)] }
}

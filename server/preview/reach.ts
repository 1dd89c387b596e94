import { setImmediate as others } from 'node:timers/promises'
import { countOrganisations, type OrganisationCount } from '../../db/contact/telling/reach.ts'
import type { Db } from '../../db/schema/index.ts'
import { countReach, type ReachSlice } from '../../db/subscription/reach.ts'
import { CHANNEL_KINDS, kindNamed } from '../channels/kinds.ts'
import type { Subject } from '../domain/subscription/audience.ts'
import type { ChannelName, Instant } from '../domain/vocabulary.ts'
import { Memo } from '../lib/memo.ts'

/** How many a post would tell. */
export interface Reach {
  /** Subscribers, by whichever channel. */
  total: number
  /** Every channel there is, also those by which nobody follows. */
  channels: { channel: ChannelName; title: string; count: number }[]
  /** Addresses of staff who are told at once: the leads, of a P1G. */
  staff: string[]
  /** The organisations that it concerns, and whether their contacts are told; null: nobody is told anything. */
  organisations: (OrganisationCount & { promised: boolean }) | null
}

/** Subscribers per question: some milliseconds, for which SQLite keeps others waiting. */
const SLICE = 2000
/** For so long a count that took several questions is believed, so that looking again and again asks once. */
const BELIEVED = 30_000

type Counts = ReadonlyMap<ChannelName, number>

const counted = new WeakMap<Db, Memo<string, Promise<Counts>>>()

/** Whom a subject reaches; null: nobody is told. Among more than two thousand subscribers it may be half a minute old. */
export async function readReach(
  { db, now }: { db: Db; now: Instant },
  subject: Subject | null,
  staff: readonly string[],
): Promise<Reach> {
  const counts: Counts = subject ? await recentCounts(db, subject, now) : new Map()
  const names = new Set([...CHANNEL_KINDS.map(({ name }) => name), ...counts.keys()])
  const channels = [...names].map((channel) => {
    return { channel, title: kindNamed(CHANNEL_KINDS, channel)?.title ?? channel, count: counts.get(channel) ?? 0 }
  })
  const organisations = subject && (await organisationsOf(db, subject))
  return {
    total: channels.reduce((sum, { count }) => sum + count, 0),
    channels,
    staff: [...new Set(staff)],
    organisations,
  }
}

async function organisationsOf(db: Db, subject: Subject): Promise<NonNullable<Reach['organisations']>> {
  const { promised = { purpose: 'master_case', id: subject.incidentId ?? '' } } = subject
  return { ...(await countOrganisations(db, { ...subject, promised })), promised: subject.promised !== undefined }
}

async function recentCounts(db: Db, subject: Subject, now: Instant): Promise<Counts> {
  const first = await countReach(db, subject, '', SLICE)
  if (first.cursor === null) return sum([first])
  const known = counted.get(db) ?? new Memo(100)
  counted.set(db, known)
  // Whichever way the clock goes, it is asked again.
  const key = `${Math.floor(now / BELIEVED)} ${JSON.stringify(subject)}`
  return known.get(key, () => {
    const counting = countOn(db, subject, first)
    counting.catch(() => counted.delete(db))
    return counting
  })
}

async function countOn(db: Db, subject: Subject, first: ReachSlice): Promise<Counts> {
  const slices = [first]
  for (let { cursor } = first; cursor !== null; ) {
    await others()
    const slice = await countReach(db, subject, cursor, SLICE)
    slices.push(slice)
    cursor = slice.cursor
  }
  return sum(slices)
}

function sum(slices: readonly ReachSlice[]): Counts {
  const counts = new Map<ChannelName, number>()
  for (const { channel, count } of slices.flatMap((slice) => slice.counts))
    counts.set(channel, (counts.get(channel) ?? 0) + count)
  return counts
}

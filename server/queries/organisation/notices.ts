import { addressHash } from '../../../db/contact/address-hash.ts'
import {
  type CallRow,
  callRows,
  type NoticeRow,
  noticeRows,
  type ProofPosition,
  type ProofsOf,
} from '../../../db/contact/notices.ts'
import { type EventToTell, eventsToTell } from '../../../db/delivery/events.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { type Delivered, outcomeOf, type ProofLine, toldOf } from '../../domain/contact/proof.ts'
import type { Notice } from '../../domain/incident/notice.ts'
import type { MaintenanceNotice } from '../../domain/maintenance/notice.ts'

interface Wish {
  after?: ProofPosition | null
  limit: number
  newestFirst?: boolean
}

/** Who was to be told by mail and what became of it, in the order of the events; and where the next page begins. */
export async function readNotices(
  db: Reader,
  of: ProofsOf,
  { after, limit, newestFirst }: Wish,
): Promise<{ items: ProofLine[]; next: ProofPosition | null }> {
  const rows = await noticeRows(db, of, { after, limit: limit + 1, newestFirst })
  const page = rows.slice(0, limit)
  const ids = [...new Set(page.map(({ event_id }) => event_id))]
  const events = new Map(
    (ids.length === 0 ? [] : await eventsToTell(db, ids)).map((event) => [event.id, eventOf(event)]),
  )
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    items: page.flatMap((row) => {
      const event = events.get(row.event_id)
      return event ? [lineOf(db, row, event)] : []
    }),
    next: last
      ? { eventId: last.event_id, organisationId: last.organisation_id, addressHash: last.address_hash }
      : null,
  }
}

/** What was told by hand, the oldest first. */
export async function readCalls(db: Reader, of: ProofsOf): Promise<ProofLine[]> {
  return (await callRows(db, of)).map((row) => callOf(db, row))
}

/** All of it in slices, however much it is: what was mailed, then what was told by hand. */
export async function* allProofs(db: Reader, of: ProofsOf): AsyncGenerator<ProofLine[]> {
  for (let after: ProofPosition | null = null, isFirst = true; isFirst || after; isFirst = false) {
    const { items, next }: Awaited<ReturnType<typeof readNotices>> = await readNotices(db, of, { after, limit: 2000 })
    yield items
    after = next
  }
  yield await readCalls(db, of)
}

function eventOf({ kind, notice }: EventToTell) {
  const said = JSON.parse(notice ?? '{}') as Notice | MaintenanceNotice
  return { told: toldOf(kind, said), title: said.title }
}

function lineOf(db: Reader, row: NoticeRow, { told, title }: ReturnType<typeof eventOf>): ProofLine {
  return {
    ...{ at: row.at, told },
    object: objectOf(row, title),
    ...peopleOf(db, row),
    ...{ purpose: row.purpose, rank: row.rank, channel: row.channel, by: null, note: null },
    ...outcomeOf(row.at, row.untold, deliveryOf(row)),
  }
}

function deliveryOf({ state, error, settled_at, result, result_at, result_detail }: NoticeRow): Delivered | null {
  if (state === null) return null
  return { state, error, settledAt: settled_at, result, resultAt: result_at, resultDetail: result_detail }
}

function callOf(db: Reader, row: CallRow): ProofLine {
  const { at, channel, result, by, note } = row
  return {
    ...{ at, told: null, purpose: 'escalation', rank: null, channel, result, why: null, by, note },
    object: objectOf(row, row.incident_title ?? row.window_title ?? row.maintenance_id ?? ''),
    ...peopleOf(db, row),
    ...{ handedOverAt: null, resultAt: null, lateMinutes: null },
  }
}

function objectOf({ incident_id, maintenance_id }: NoticeRow | CallRow, title: string): ProofLine['object'] {
  if (incident_id !== null) return { type: 'incident', id: incident_id, title }
  return maintenance_id === null ? null : { type: 'maintenance', id: maintenance_id, title }
}

function peopleOf(db: Reader, row: NoticeRow | CallRow): Pick<ProofLine, 'organisation' | 'contact' | 'addressHash'> {
  const { contact_id: id, contact: name, email, address_hash: addressHashed } = row
  const isSame = email !== null && addressHash(db, email) === addressHashed
  return {
    organisation: { id: row.organisation_id, name: row.organisation },
    contact: id === null || name === null ? null : { id, name, email: isSame ? email : null },
    addressHash: addressHashed,
  }
}

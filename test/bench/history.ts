import { write } from '../../db/open.ts'
import type { Db, NewRow, Trx } from '../../db/schema/index.ts'
import { DAY, HOUR, MINUTE } from '../../server/domain/vocabulary.ts'
import { newId } from '../../server/lib/ids.ts'

/** As many platforms and incidents a day as the demonstration's size of provider has on its page, at the most. */
const PLATFORMS = 12
const PER_DAY = 3

export const PLATFORM_IDS = Array.from({ length: PLATFORMS }, (_, index) => `platform-${index + 1}`)

/** Writes platforms and `count` past incidents of three updates each, three a day, back to as long ago as that takes. */
export async function fillHistory(db: Db, count: number, now: number): Promise<void> {
  await write(db, async (trx) => {
    await trx
      .insertInto('platforms')
      .values(PLATFORM_IDS.map((id, position) => platform(id, position, now)))
      .execute()
    for (let from = 0; from < count; from += 200) {
      const numbers = Array.from({ length: Math.min(200, count - from) }, (_, index) => from + index)
      await insert(
        trx,
        numbers.map((number) => pastIncident(number, now - 2 * HOUR - (number * DAY) / PER_DAY)),
      )
    }
  })
}

function platform(id: string, position: number, now: number): NewRow<'platforms'> {
  const row = { id, name: `Platform ${position + 1}`, group_name: `Group ${Math.floor(position / 3) + 1}`, position }
  const description = 'Calls between your own phone system and the public network.'
  return { ...row, description, archived: 0, demo: 0, created_at: now, updated_at: now }
}

interface Past {
  incident: NewRow<'incidents'>
  updates: NewRow<'updates'>[]
  impact: NewRow<'impacts'>
}

async function insert(trx: Trx, past: Past[]): Promise<void> {
  await trx
    .insertInto('incidents')
    .values(past.map((one) => one.incident))
    .execute()
  await trx
    .insertInto('updates')
    .values(past.flatMap((one) => one.updates))
    .execute()
  await trx
    .insertInto('impacts')
    .values(past.map((one) => one.impact))
    .execute()
}

function pastIncident(number: number, at: number): Past {
  const id = newId()
  const resolved = at + 90 * MINUTE
  const closed = { phase: 'resolved', case_status: 'closed', resolved_at: resolved, next_update_due_at: null } as const
  const unset = { vendor: null, started_at: null, etr: null, hold_until: null, drill: 0, demo: 0 } as const
  return {
    incident: {
      id,
      title: `Calls failing at times through gateway ${number % 40}`,
      priority: number % 10 === 0 ? 'P1G' : 'P2',
      case_number: `NL-${number}`,
      opened_at: at,
      created_at: at,
      updated_at: resolved,
      published_at: resolved,
      ...closed,
      ...unset,
    },
    updates: [0, 1, 2].map((step) => update(id, step, at + step * 45 * MINUTE)),
    impact: {
      incident_id: id,
      platform_id: PLATFORM_IDS[number % PLATFORMS] ?? '',
      impact: 'degraded_performance',
      from_at: at,
      until_at: resolved,
    },
  }
}

const BODY =
  'Some calls through this gateway fail with a busy tone. A second attempt usually succeeds.\n\n- Calls in progress are not affected.\n- We are moving traffic to its neighbour and write again within the hour.'

function update(incident_id: string, step: number, at: number): NewRow<'updates'> {
  const last = step === 2
  const state = last
    ? { phase: 'resolved', case_status: 'closed' }
    : { phase: 'identified', case_status: 'in_progress' }
  const promise = last ? { due_at: null, basis: null } : { due_at: at + HOUR, basis: 'cadence' }
  const unset = { etr: null, hold_until: null, reason: null, corrected_at: null, translations: '{}', changes: '[]' }
  const said = { id: newId(), incident_id, sequence: step + 1, body: BODY, author: 'bench', notify: 1, created_at: at }
  return { ...said, ...state, ...promise, ...unset } as NewRow<'updates'>
}

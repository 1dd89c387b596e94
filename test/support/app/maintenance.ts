import { noticesOf } from '../../../db/maintenance/notices.ts'
import type { Db } from '../../../db/schema/index.ts'
import type { ActionContext } from '../../../server/actions/context.ts'
import { runMaintenanceClock } from '../../../server/actions/maintenance/run-maintenance-clock.ts'
import { type NewMaintenance, scheduleMaintenance } from '../../../server/actions/maintenance/schedule-maintenance.ts'
import { createDefaultProgrammes } from '../../../server/actions/programme/create-default-programmes.ts'
import type { Owed } from '../../../server/domain/ladder/owed.ts'
import type { MaintenanceNotice } from '../../../server/domain/maintenance/notice.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import type { Instant } from '../../../server/domain/vocabulary.ts'
import { readOwed } from '../../../server/queries/owed.ts'
import { instant, START } from '../clock.ts'
import { ADA } from '../people.ts'
import { accepted } from '../result.ts'
import { actionContext, addPlatforms } from './actions.ts'

/** The monthly window of November 2026 in Denver: Friday the 20th 22:00 to Saturday 04:00, told from the 13th on. */
export const NOVEMBER = 'monthly-2026-11-20'
export const WEEK_BEFORE = instant('2026-11-14T05:00:00Z')
export const START_OF_WINDOW = instant('2026-11-21T05:00:00Z')
export const END_OF_WINDOW = instant('2026-11-21T11:00:00Z')

/** The Connect release of 17 November 2026, 21:00 to 23:00, told 24 hours before. */
export const RELEASE = 'connect-release-2026-11-17'
export const RELEASE_STARTS = instant('2026-11-18T04:00:00Z')

/** Three platforms, and the support plan's programmes since `START`. */
export async function withProgrammes(db: Db): Promise<Db> {
  await addPlatforms(db, 'trunks', 'fax', 'portal')
  const platforms = { monthly: ['trunks', 'fax'], 'skype-certificate': ['fax'], 'connect-release': ['portal'] }
  accepted(await createDefaultProgrammes(actionContext(db, ADA), platforms))
  return db
}

/** Runs the clock once at `now`; returns what it did, as "id news" with a mark where people were told. */
export async function tick(db: Db, now: Instant): Promise<string[]> {
  const steps = await runMaintenanceClock(clock(db, now))
  return steps.map(({ maintenanceId, news, told }) => `${maintenanceId} ${news}${told ? ' told' : ''}`)
}

/** What is owed to windows after the clock has run. */
export async function workItems(db: Db, now: Instant): Promise<Owed[]> {
  await tick(db, now)
  return (await readOwed(db, DEFAULT_PLAN, now)).filter(({ object }) => object.type === 'maintenance')
}

function clock(db: Db, now: Instant): ActionContext {
  return { db, plan: DEFAULT_PLAN, actor: { name: 'clock', role: 'admin' }, now }
}

/** What subscribers were told, in order. */
export async function told(db: Db): Promise<MaintenanceNotice[]> {
  const rows = await db.selectFrom('events').select('notice').where('notify', '=', 1).orderBy('id').execute()
  return rows.map((row) => JSON.parse(row.notice ?? '') as MaintenanceNotice)
}

/** What subscribers were told, in short: "monthly-2026-11-20 announced". */
export async function toldInShort(db: Db): Promise<string[]> {
  return (await told(db)).map(({ maintenanceId, news }) => `${maintenanceId} ${news}`)
}

/** The ledger of a window in short: "P7D told". */
export async function noticeOutcomes(db: Db, id: string): Promise<string[]> {
  return (await noticesOf(db, id)).map(({ key, outcome }) => `${key} ${outcome}`)
}

/** A night window on `trunks` ten days ahead; what a test cares about replaces the rest. */
export function nightWindow(rest: Partial<NewMaintenance> = {}): NewMaintenance {
  return {
    title: 'New session border controller',
    description: 'The controller in Denver is replaced.',
    startsAt: instant('2026-11-24T06:30:00Z'),
    endsAt: instant('2026-11-24T08:00:00Z'),
    platforms: ['trunks'],
    notify: true,
    acceptConflicts: false,
    ...rest,
  }
}

export async function scheduled(db: Db, rest: Partial<NewMaintenance> = {}, now = START): Promise<string> {
  return accepted(await scheduleMaintenance(actionContext(db, undefined, now), nightWindow(rest))).id
}

/** An update on a maintenance. */
export function say(body: string, state?: 'announced' | 'in_progress' | 'verifying' | 'completed') {
  return { body, state, notify: true }
}

import { loadMaintenance } from '../../db/maintenance/load.ts'
import type { EventKind, Trx } from '../../db/schema/index.ts'
import type { ActionContext } from '../actions/context.ts'
import { cancelMaintenance } from '../actions/maintenance/cancel-maintenance.ts'
import { changeMaintenance } from '../actions/maintenance/change-maintenance.ts'
import { postMaintenanceUpdate } from '../actions/maintenance/post-maintenance-update.ts'
import { type MaintenanceAnswer, scheduleMaintenance } from '../actions/maintenance/schedule-maintenance.ts'
import { actualWindow, endsByHand, type Maintenance } from '../domain/maintenance/maintenance.ts'
import type { MaintenanceNotice } from '../domain/maintenance/notice.ts'
import { AT_ONCE, isLead, type NoticePromise, noticeStanding } from '../domain/maintenance/notice-plan.ts'
import { promised } from '../domain/maintenance/promises.ts'
import { UNSCHEDULED_TEXT } from '../domain/maintenance/unscheduled.ts'
import type { Result } from '../domain/refusal.ts'
import { maintenanceSubject } from '../domain/subscription/subject.ts'
import type { Instant } from '../domain/vocabulary.ts'
import { maintenancePage } from '../publish/documents/makers.ts'
import { maintenancePath } from '../publish/facts/addresses.ts'
import type { Preview, PreviewDeps, StateChange } from './preview.ts'
import { previewOf } from './rehearsal.ts'

/**
 * What the desk is about to do about a window; each is the command of the action of that name. `change` moves and
 * extends it, `update` announces, starts and completes it.
 */
export type MaintenanceCommand =
  | { do: 'schedule'; command: Parameters<typeof scheduleMaintenance>[1] }
  | { do: 'change'; id: string; command: Parameters<typeof changeMaintenance>[2] }
  | { do: 'update'; id: string; command: Parameters<typeof postMaintenanceUpdate>[2] }
  | { do: 'cancel'; id: string; command: Parameters<typeof cancelMaintenance>[2] }

/** Where a window would stand. */
export interface MaintenanceConsequence {
  title: string
  state: Maintenance['state']
  window: { startsAt: Instant; endsAt: Instant; zone: string }
  /** Do followers know of it then? */
  announced: boolean
  /** Notices that are still to be sent, in order: by themselves, or `byHand`, when the desk completes the window. */
  notices: (Pick<NoticePromise, 'key' | 'dueAt'> & { byHand: boolean })[]
  /** Is this word the notice that is sent as soon as it is planned or moved? */
  atOnce: boolean
  /** The notices ahead that this word stands for: their time had passed before this time was chosen. */
  inPlaceOf: string[]
  /** Would it be announced without a word of its own on what is done, or why? Nobody is asked for them later. */
  lacksDetails: boolean
  /** Collisions that were accepted. */
  warnings: MaintenanceAnswer['warnings']
  /** Platforms whose state changes, in the order of the page. */
  platforms: StateChange[]
  /** What the clock has not come to yet, and goes out first: an announcement that was due, a start. */
  toldFirst: EventKind[]
}

/** What would follow if this were done about a window now; or the refusal that the action itself would give. */
export function previewMaintenance(
  deps: PreviewDeps,
  ctx: ActionContext,
  command: MaintenanceCommand,
): Promise<Result<Preview<MaintenanceConsequence>>> {
  return previewOf(deps, ctx, {
    act: (inner) => run(inner, command),
    page: { make: maintenancePage, path: maintenancePath },
    tell: async (trx, { id, warnings = [] }, platforms, said) => {
      const told = said.filter(({ notify }) => notify === 1).map(({ kind }) => kind)
      const last = said.at(-1)
      const toldFirst = last?.notify === 1 ? told.slice(0, -1) : told
      const { inPlaceOf, lacksDetails, ...window } = await windowOf(trx, id, ctx.now)
      const isTime = last?.kind === 'maintenance.announced' || last?.kind === 'maintenance.moved'
      const stoodFor = last?.notify === 1 && isTime ? inPlaceOf : []
      const isNew = command.do === 'schedule' || last?.kind === 'maintenance.announced'
      return { ...window, inPlaceOf: stoodFor, lacksDetails: isNew && lacksDetails, warnings, platforms, toldFirst }
    },
    subject: ({ notice }, { platforms }) =>
      maintenanceSubject((notice as MaintenanceNotice).maintenanceId, JSON.parse(platforms)),
  })
}

function run(
  ctx: ActionContext,
  asked: MaintenanceCommand,
): Promise<Result<{ id: string; warnings?: MaintenanceAnswer['warnings'] }>> {
  if (asked.do === 'schedule') return scheduleMaintenance(ctx, asked.command)
  if (asked.do === 'change') return changeMaintenance(ctx, asked.id, asked.command)
  if (asked.do === 'update') return postMaintenanceUpdate(ctx, asked.id, asked.command)
  return cancelMaintenance(ctx, asked.id, asked.command)
}

async function windowOf(trx: Trx, id: string, now: Instant) {
  const loaded = await loadMaintenance(trx, id)
  if (!loaded) throw new Error(`maintenance ${id} is gone within its own transaction`)
  const { title, state, zone, announcedAt } = loaded.maintenance
  const ahead = loaded.notices.filter(
    (notice) => notice.outcome === 'pending' && noticeStanding(notice, now) !== 'kept',
  )
  const gone = promised(loaded.maintenance).filter(
    (p) => isLead(p) && p.dueAt < now && !loaded.notices.some(({ key, dueAt }) => key === p.key && dueAt === p.dueAt),
  )
  const { programmeId, detailed, reason } = loaded.maintenance
  return {
    lacksDetails: programmeId === null && (!detailed || reason === UNSCHEDULED_TEXT.reason),
    atOnce: loaded.notices.some(({ key, toldAt }) => key === AT_ONCE && toldAt === now),
    inPlaceOf: gone.map(({ key }) => key),
    ...{ title, state, window: { ...actualWindow(loaded.maintenance), zone }, announced: announcedAt !== null },
    notices: ahead.map(({ key, dueAt }) => ({ key, dueAt, byHand: key === 'end' && endsByHand(loaded.maintenance) })),
  }
}

import { appendEvent } from '../../../db/delivery/events.ts'
import { insertMaintenance, maintenanceColumns, saveMaintenance } from '../../../db/maintenance/maintenances.ts'
import { saveNotices } from '../../../db/maintenance/notices.ts'
import { insertMaintenanceUpdate, maintenanceUpdatesOf, plannedWindow } from '../../../db/maintenance/updates.ts'
import { platformNames } from '../../../db/platform/platforms.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import type { Translations } from '../../domain/incident/incident.ts'
import { heardOf, type Maintenance, settled, toldAfterwards } from '../../domain/maintenance/maintenance.ts'
import type { MaintenanceNews, MaintenanceNotice } from '../../domain/maintenance/notice.ts'
import type { NoticePromise } from '../../domain/maintenance/notice-plan.ts'
import { newId } from '../../lib/ids.ts'
import { changesOf } from '../audit-detail.ts'
import type { ActionContext } from '../context.ts'
import { noteStates } from '../platform/note-states.ts'

/** Something that happened to a window. */
interface MaintenanceFact {
  /** The window before; null if it is new. */
  before: Maintenance | null
  onRecord: boolean
  after: Maintenance
  notices: readonly NoticePromise[]
  news: MaintenanceNews
  /** Are subscribers notified? */
  told: boolean
  body?: string
  translations?: Translations
}

/**
 * Writes what happened to a window: its row, its promised notices, a public update (if it is sent, brings another state
 * or time, or somebody wrote a text), and the event by which it is published. Returns the window as it is stored.
 */
export async function recordMaintenance(trx: Trx, ctx: ActionContext, fact: MaintenanceFact): Promise<Maintenance> {
  const { before, told, notices } = fact
  const known = told ? heardOf(fact.after, ctx.now) : fact.after
  const after: Maintenance = {
    ...(known.state === 'planned' ? known : settled(known)),
    revision: (before?.revision ?? 0) + 1,
    // It never goes back: calendars take what is older for outdated.
    updatedAt: Math.max(ctx.now, before?.updatedAt ?? ctx.now),
  }
  const platforms = [...new Set([...(before?.platforms ?? []), ...after.platforms])]
  await noteStates(trx, platforms, ctx.now, async () => {
    if (before && fact.onRecord) await saveMaintenance(trx, after, before.revision)
    else await insertMaintenance(trx, { id: after.id, ...maintenanceColumns(after), ...made(ctx) })
  })
  await saveNotices(trx, after.id, notices)
  const isNews = after.state !== (before?.state ?? 'planned') || isRetimed(before, after)
  const spoken = told || isNews || fact.body !== undefined
  const word = spoken ? await speak(trx, ctx, fact, after) : null
  await appendEvent(trx, {
    kind: `maintenance.${fact.news}`,
    at: ctx.now,
    maintenanceId: after.id,
    updateId: word?.updateId ?? null,
    platforms,
    notify: told && !ctx.silent,
    ...(word && { notice: word }),
  })
  await appendAudit(trx, {
    at: ctx.now,
    actor: ctx.actor.name,
    action: `maintenance.${fact.news}`,
    object: `maintenance/${after.id}`,
    detail: { changes: changesOf(comparable(before ?? after), comparable(after)), told },
  })
  return after
}

function made(ctx: ActionContext) {
  return { demo: ctx.demo ? (1 as const) : (0 as const), created_at: ctx.now }
}

/** The fields whose changes the audit trail keeps. */
function comparable({
  state,
  title,
  description,
  reason,
  translations,
  impact,
  startsAt,
  endsAt,
  platforms,
  shortNotice,
}: Maintenance) {
  const [named, short] = [platforms.join(' '), shortNotice && `${shortNotice.class}: ${shortNotice.reason}`]
  const texts = JSON.stringify(translations)
  return {
    ...{ state, title, description, reason, impact, startsAt, endsAt },
    ...{ platforms: named, shortNotice: short, translations: texts === '{}' ? null : texts },
  }
}

async function speak(
  trx: Trx,
  ctx: ActionContext,
  fact: MaintenanceFact,
  after: Maintenance,
): Promise<MaintenanceNotice> {
  const { before, news, told } = fact
  const previous = isRetimed(before, after) ? { startsAt: before.startsAt, endsAt: before.endsAt } : null
  const [updateId, body, translations] = [newId(), fact.body ?? null, fact.translations ?? {}]
  const sequence = await insertMaintenanceUpdate(trx, {
    id: updateId,
    maintenance_id: after.id,
    news,
    state: after.state,
    body,
    translations: JSON.stringify(translations),
    starts_at: after.startsAt,
    ends_at: after.endsAt,
    previous_starts_at: previous?.startsAt ?? null,
    previous_ends_at: previous?.endsAt ?? null,
    author: ctx.actor.name,
    notify: told ? 1 : 0,
    created_at: ctx.now,
  })
  const planned = plannedWindow(after, await maintenanceUpdatesOf(trx, [after.id]))
  return {
    ...noticeOf(after, await platformNames(trx)),
    ...(planned.endsAt !== after.endsAt && { planned }),
    updateId,
    sequence,
    ...{ news, body, translations },
    // Whoever was never told of the old time hears only the one that holds; the page showed both.
    previous: before?.announcedAt === null ? null : previous,
    at: ctx.now,
  }
}

function isRetimed(before: Maintenance | null, after: Maintenance): before is Maintenance {
  return before !== null && (before.startsAt !== after.startsAt || before.endsAt !== after.endsAt)
}

type Said = 'updateId' | 'sequence' | 'news' | 'body' | 'translations' | 'previous' | 'at'

function noticeOf(m: Maintenance, names: ReadonlyMap<string, string>): Omit<MaintenanceNotice, Said> {
  return {
    maintenanceId: m.id,
    state: m.state,
    title: m.title,
    description: m.description,
    reason: m.reason,
    ...(Object.keys(m.translations).length > 0 && { texts: m.translations }),
    platforms: m.platforms.map((id) => ({ id, name: names.get(id) ?? id })),
    impact: m.impact,
    startsAt: m.startsAt,
    endsAt: m.endsAt,
    zone: m.zone,
    ...(m.endedAt !== null && { endedAt: m.endedAt }),
    afterwards: toldAfterwards(m),
    shortNotice: m.shortNotice,
    programme: m.programme && { id: m.programme.id, title: m.programme.title },
  }
}

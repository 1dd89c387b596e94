import type { Notice } from '../../domain/incident/notice.ts'
import type { MaintenanceNotice } from '../../domain/maintenance/notice.ts'
import type { ArchivedNotice } from '../../domain/platform/notice.ts'
import { toldAs } from '../../domain/subscription/told-as.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { incidentUrl, maintenanceUrl, platformUrl } from '../../lib/links.ts'
import type { DeliveryJob } from '../channel.ts'
import { cut, firstOf, fitting, type Room } from './fit.ts'

export interface WebhookSite {
  publicUrl: string
  siteName: string
}

const rfc3339 = (at: Instant) => new Date(at).toISOString()
const orNull = (at: Instant | null | undefined) => (at == null ? null : rfc3339(at))

/**
 * The body of a delivery, the same on every attempt: `{type, timestamp, data}`, where `data` has the names of the API's
 * resources. Null: subscribers are told no such thing.
 */
export function bodyOf({ message, eventId, eventKind, at }: DeliveryJob, site: WebhookSite): string | null {
  const seal = (type: string, data: object) =>
    JSON.stringify({ type, timestamp: rfc3339(at), data: { ...data, sequence: eventId } })
  if (message.kind === 'update') {
    const { notice } = message
    return fitting((room) => seal(toldAs(eventKind, notice), incident(notice, site, room)))
  }
  if (message.kind === 'maintenance') {
    const { notice } = message
    return fitting((room) => seal(toldAs(`maintenance.${notice.news}`, null), maintenance(notice, site, room)))
  }
  if (message.kind === 'archived') return seal('platform.archived', platform(message.notice, site))
  return message.kind === 'test' ? seal('test', { site: site.siteName, url: `${site.publicUrl}/` }) : null
}

function incident(notice: Notice, { publicUrl }: WebhookSite, room: Room) {
  const url = incidentUrl(publicUrl, notice.incidentId)
  const { phase, phaseChanged, dueAt, etr, holdUntil, at, case: stand } = notice
  const resolvedAt = notice.resolvedAt ?? (phase === 'resolved' && phaseChanged ? at : null)
  const platforms = notice.platforms.map(({ id, name, impact }) => ({ id, name, impact }))
  return {
    ...{ id: notice.incidentId, url, title: notice.title, priority: notice.priority, phase },
    ...{
      caseStatus: notice.caseStatus ?? stand?.headline.status ?? null,
      caseNumber: notice.caseNumber,
      vendor: notice.vendor,
      ...promisedBy({ dueAt, etr, holdUntil }),
    },
    platforms: firstOf(platforms, room.platforms),
    ...{ openedAt: rfc3339(notice.openedAt), startedAt: orNull(notice.startedAt), resolvedAt: orNull(resolvedAt) },
    ...{ duplicateOf: notice.master?.id ?? null, truncated: !room.whole },
    update: updateOf(notice.corrected ?? notice, url, room),
  }
}

function promisedBy({ dueAt, etr, holdUntil }: Pick<Notice, 'dueAt' | 'etr' | 'holdUntil'>) {
  return { nextUpdateDueAt: orNull(dueAt), etr: orNull(etr), holdUntil: orNull(holdUntil) }
}

/** The update told. A change of priority has no text of its own: it must not stand for the update before it. */
function updateOf(notice: Notice, url: string, room: Room) {
  const said = notice.about !== 'designated' && notice.about !== 'withdrawn'
  return {
    ...{ id: said ? notice.updateId : null, sequence: said ? notice.sequence : null },
    ...{ about: notice.about ?? null, phase: notice.phase },
    body: said ? cut(notice.body, room.text, url) : null,
    translations: room.translations ? notice.translations : {},
    ...{ ...promisedBy(notice), basis: notice.basis, reason: notice.reason, at: rfc3339(notice.at) },
  }
}

function maintenance(notice: MaintenanceNotice, { publicUrl }: WebhookSite, room: Room) {
  const url = maintenanceUrl(publicUrl, notice.maintenanceId)
  const { state, previous, body } = notice
  const window = { startsAt: rfc3339(notice.startsAt), endsAt: rfc3339(notice.endsAt) }
  return {
    ...{ id: notice.maintenanceId, url, title: notice.title, programme: notice.programme, state, ...window },
    zone: notice.zone,
    description: cut(notice.description, room.text, url),
    reason: cut(notice.reason, room.text, url),
    translations: room.translations ? (notice.texts ?? {}) : {},
    platforms: firstOf(notice.platforms, room.platforms),
    ...{ impact: notice.impact, shortNotice: notice.shortNotice, afterwards: notice.afterwards },
    ...{ endedAt: orNull(notice.endedAt), truncated: !room.whole },
    update: {
      ...{ id: notice.updateId, sequence: notice.sequence, news: notice.news, state },
      body: body === null ? null : cut(body, room.text, url),
      translations: room.translations ? notice.translations : {},
      ...window,
      previous: previous && { startsAt: rfc3339(previous.startsAt), endsAt: rfc3339(previous.endsAt) },
      at: rfc3339(notice.at),
    },
  }
}

function platform({ platformId, name }: ArchivedNotice, { publicUrl }: WebhookSite) {
  return { id: platformId, url: platformUrl(publicUrl, platformId), name, archived: true }
}

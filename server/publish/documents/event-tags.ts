import type { EventKind, Row } from '../../../db/schema/index.ts'
import type { Tag } from './tags.ts'

export type PublicEvent = Pick<
  Row<'events'>,
  'id' | 'kind' | 'incident_id' | 'update_id' | 'maintenance_id' | 'platforms'
>

/** What must be known of the things that events are about. */
export interface Subjects {
  /**
   * Public incidents that events are about, by id. `months`: those that they touch. `reported`: those whose reports tell
   * of them. `kinOn`: the platforms of their kin.
   */
  incidents: ReadonlyMap<
    string,
    {
      months: readonly string[]
      reported: readonly string[]
      relisted: boolean
      kin: readonly string[]
      kinOn: readonly string[]
    }
  >
  /** Windows that events are about, by id. `months`: of the history, once it has begun. */
  windows: ReadonlyMap<string, { months: readonly string[]; reported: readonly string[]; platforms: readonly string[] }>
  /** Open incidents, by the platforms that they touch; each with all of these. */
  openOn: ReadonlyMap<string, readonly { incident: string; platforms: readonly string[] }[]>
  /** Every incident that names a platform which events have changed. */
  naming: ReadonlyMap<string, readonly string[]>
}

/** Events that are told to somebody, and to nobody else. */
const SILENT: ReadonlySet<EventKind> = new Set([
  'subscription.requested',
  'subscription.owner',
  'subscription.test',
  'subscription.left',
  'subscription.moving',
  'subscription.digest',
  'staff.p1g',
  'staff.owed',
  'staff.preview',
  'staff.account',
  'staff.break_glass',
  'staff.debt',
  'staff.end',
])

/** Events after which every document is made again: pages may go with them, or somebody asks for it. */
const CHANGES_EVERYTHING: ReadonlySet<EventKind> = new Set(['demo.cleared', 'programme.changed', 'publish.requested'])

export function changesEverything({ kind }: Pick<PublicEvent, 'kind'>): boolean {
  return CHANGES_EVERYTHING.has(kind)
}

/** What an event changes for the public; nothing where it says nothing to it (a drill, a confirmation mail). */
export function eventTags(event: PublicEvent, subjects: Subjects): Tag[] {
  if (SILENT.has(event.kind)) return []
  if (event.incident_id !== null) return incidentTags(event, event.incident_id, subjects)
  if (event.maintenance_id !== null) return maintenanceTags(event, event.maintenance_id, subjects)
  return ['event', ...platformTags(event, subjects), ...renamingTags(event, subjects)]
}

function incidentTags(event: PublicEvent, id: string, subjects: Subjects): Tag[] {
  const incident = subjects.incidents.get(id)
  if (!incident) return []
  // Times that are corrected take it out of months, too.
  const moved: Tag[] = event.kind === 'incident.corrected' && event.update_id === null ? ['months'] : []
  const listed: Tag[] = incident.relisted ? ['choices'] : []
  return [
    ...(['event', 'incidents', 'promises', `incident:${id}`] as const),
    ...incident.kin.map((kin): Tag => `kin-of:${kin}`),
    ...incident.kinOn.map((platform): Tag => `kin-on:${platform}`),
    // Months show what was said.
    ...historyTags(incident.months),
    ...listed,
    ...incident.reported.map((month): Tag => `report:${month}`),
    ...moved,
    ...platformTags(event, subjects),
  ]
}

function maintenanceTags(event: PublicEvent, id: string, subjects: Subjects): Tag[] {
  const { months = [], reported = [], platforms = [] } = subjects.windows.get(id) ?? {}
  return [
    ...(['event', 'maintenance', 'promises', `window:${id}`] as const),
    ...historyTags(months),
    ...reported.map((month): Tag => `report:${month}`),
    ...[...platforms, ...platformsOf(event)].map((platform): Tag => `windows-on:${platform}`),
    ...platformTags(event, subjects),
  ]
}

function historyTags(months: readonly string[]): Tag[] {
  return months.length === 0 ? [] : ['history', ...months.map((month): Tag => `history:${month}`)]
}

function renamingTags(event: PublicEvent, { naming }: Subjects): Tag[] {
  const platforms = platformsOf(event)
  const incidents = platforms.flatMap((platform) => naming.get(platform) ?? [])
  return [...(['platform-list', 'platform-names'] as const), ...incidents.map((id): Tag => `names-of:${id}`)]
}

/** The platforms that an event names, and the open incidents whose documents tell how these fare. */
function platformTags(event: PublicEvent, { openOn }: Subjects): Tag[] {
  return platformsOf(event).flatMap((platform): Tag[] => [
    `platform:${platform}`,
    ...(openOn.get(platform) ?? []).flatMap(({ incident, platforms }): Tag[] => [
      `states-of:${incident}`,
      ...platforms.map((id): Tag => `states-on:${id}`),
    ]),
  ])
}

export function platformsOf(event: Pick<PublicEvent, 'platforms'>): string[] {
  return JSON.parse(event.platforms) as string[]
}

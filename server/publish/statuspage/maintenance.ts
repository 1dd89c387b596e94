import type { MaintenanceUpdateRow } from '../../../db/maintenance/updates.ts'
import { dictionary } from '../../../src/i18n/index.ts'
import { span } from '../../../src/i18n/time.ts'
import type { Site } from '../../../src/views.ts'
import {
  isRunning,
  type Maintenance,
  type MaintenanceState,
  toldAfterwards,
} from '../../domain/maintenance/maintenance.ts'
import { type MaintenanceNews, wordingOf } from '../../domain/maintenance/notice.ts'
import type { Instant, PlatformState } from '../../domain/vocabulary.ts'
import { stableId } from '../../lib/ids.ts'
import { maintenancePath } from '../facts/addresses.ts'
import { startOf } from '../facts/days.ts'
import type { MaintenanceWithUpdates } from '../facts/maintenance.ts'
import type { PlatformRow, Platforms, PublishSnapshot } from '../facts/snapshot.ts'
import { type WireChange, type WireComponent, wireChange, wireComponent } from './component.ts'
import { pageId, wireTime } from './page.ts'

type WireState = 'scheduled' | 'in_progress' | 'verifying' | 'completed'

/** A maintenance in Statuspage's shape: an incident with the times it is scheduled for. */
interface WireMaintenance {
  id: string
  name: string
  status: WireState
  created_at: string
  updated_at: string
  monitoring_at: null
  resolved_at: string | null
  impact: 'maintenance'
  shortlink: string
  started_at: string
  page_id: string
  incident_updates: WireMaintenanceUpdate[]
  components: WireComponent[]
  reminder_intervals: null
  scheduled_for: string
  scheduled_until: string
}

interface WireMaintenanceUpdate {
  id: string
  status: WireState
  body: string
  incident_id: string
  created_at: string
  updated_at: string
  display_at: string
  affected_components: WireChange[] | null
  deliver_notifications: boolean
  custom_tweet: null
  tweet_id: null
}

/** Statuspage has no word for one that was called off: it is left out there, as if it had been deleted. */
const STATES: Readonly<Record<MaintenanceState, WireState | null>> = {
  planned: 'scheduled',
  announced: 'scheduled',
  in_progress: 'in_progress',
  verifying: 'verifying',
  completed: 'completed',
  cancelled: null,
}

const LIMIT = 50
/** The summary is read often: it tells of what subscribers were told of, and of what comes within so many days. */
const SOON = { days: 30 }

/** What runs. */
export async function activeMaintenances(snapshot: PublishSnapshot): Promise<MaintenanceWithUpdates[]> {
  return snapshot.withUpdates(await snapshot.running())
}

/** What comes, the soonest first. */
export async function upcomingMaintenances(snapshot: PublishSnapshot): Promise<MaintenanceWithUpdates[]> {
  const ahead = (await snapshot.ahead()).filter(({ state }) => STATES[state] === 'scheduled')
  return snapshot.withUpdates(ahead.slice(0, LIMIT))
}

/** What runs, and what comes before long. */
export async function maintenancesAtHand(snapshot: PublishSnapshot): Promise<MaintenanceWithUpdates[]> {
  const upcoming = await upcomingMaintenances(snapshot)
  const end = startOf(snapshot.now, SOON, snapshot.site.zone)
  const soon = upcoming.filter(({ maintenance: m }) => m.state === 'announced' || m.startsAt < end)
  return [...(await activeMaintenances(snapshot)), ...soon]
}

/** The last of those that come, run or ran, newest first. */
export async function latestMaintenances(snapshot: PublishSnapshot): Promise<MaintenanceWithUpdates[]> {
  const past = await snapshot.withUpdates(await snapshot.pastMaintenances())
  const all = [...(await maintenancesAtHand(snapshot)), ...past]
  const byId = new Map(all.map((one) => [one.maintenance.id, one]))
  return [...byId.values()].sort((a, b) => b.maintenance.startsAt - a.maintenance.startsAt).slice(0, LIMIT)
}

/** In the shape of the wire; what was called off is left out. */
export function wireMaintenances(
  listed: readonly MaintenanceWithUpdates[],
  platforms: Platforms,
  states: ReadonlyMap<string, PlatformState>,
  site: Site,
): WireMaintenance[] {
  return listed.flatMap((one) => {
    const status = STATES[one.maintenance.state]
    return status ? [wireMaintenance(one, status, platforms, states, site)] : []
  })
}

function wireMaintenance(
  { maintenance: m, updates }: MaintenanceWithUpdates,
  status: WireState,
  { byId }: Platforms,
  states: ReadonlyMap<string, PlatformState>,
  site: Site,
): WireMaintenance {
  const first = updates.at(-1)?.created_at ?? m.updatedAt
  const about = m.platforms.flatMap((id) => byId.get(id) ?? [])
  return {
    id: m.id,
    name: m.title,
    status,
    created_at: wireTime(first),
    updated_at: wireTime(m.updatedAt),
    monitoring_at: null,
    resolved_at: m.endedAt === null ? null : wireTime(m.endedAt),
    impact: 'maintenance',
    shortlink: site.url + maintenancePath(m.id),
    started_at: wireTime(m.beganAt ?? first),
    page_id: pageId(site),
    incident_updates: wireUpdates(m, updates, about, site),
    components: about.map((platform) => wireComponent(platform, states.get(platform.id) ?? 'operational', site)),
    reminder_intervals: null,
    scheduled_for: wireTime(m.startsAt),
    scheduled_until: wireTime(m.endsAt),
  }
}

/** Newest first. Clients expect at least one: what is planned. */
function wireUpdates(
  m: Maintenance,
  updates: readonly MaintenanceUpdateRow[],
  about: readonly PlatformRow[],
  site: Site,
): WireMaintenanceUpdate[] {
  if (updates.length > 0) {
    return updates.map((row, index) => ({
      ...wireUpdate(row, m, site),
      affected_components: affectedBy(row, updates[index + 1], m, about),
    }))
  }
  const frameOf = frame(stableId(`planned ${m.id}`), m.id, m.updatedAt)
  return [
    {
      ...frameOf,
      body: paragraphs([m.description, dictionary(site.locale).maintenance.entry.why(m.reason)]),
      affected_components: affectedBy({ state: 'planned' }, undefined, m, about),
    },
  ]
}

function wireUpdate(row: MaintenanceUpdateRow, m: Maintenance, site: Site): WireMaintenanceUpdate {
  const status = STATES[row.state] ?? 'scheduled'
  const body = row.body !== null && !TELLS_ALL.has(row.news) ? row.body : bodyOf(row, m, site)
  return { ...frame(row.id, m.id, row.created_at), status, body, deliver_notifications: row.notify === 1 }
}

/** News that tells everything, also where staff wrote a text. */
const TELLS_ALL = new Set<MaintenanceNews>(['scheduled', 'announced', 'moved', 'extended', 'completed'])

/** What staff wrote, or we say where nobody did, and what every notice tells that the shape has no field for. */
function bodyOf(row: MaintenanceUpdateRow, m: Maintenance, { locale }: Site): string {
  const { maintenance: words } = dictionary(locale)
  const { previous_starts_at: from, previous_ends_at: until, news } = row
  const moved = from !== null && until !== null
  const isAhead = STATES[row.state] === 'scheduled'
  return paragraphs([
    row.body ?? ((!isAhead || news === 'moved') && words.said[wordingOf(news, row.ends_at, until)]),
    moved && words.now(span(row.starts_at, row.ends_at, m.zone, locale)),
    moved && words.previously(span(from, until, m.zone, locale)),
    toldAfterwards(m) && words.afterwards,
    isAhead && m.description,
    words.entry.why(m.reason),
  ])
}

function paragraphs(parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false).join('\n\n')
}

/**
 * What an update did to the platforms: the first one names them all, changed or not; later ones do where the state
 * changes. Otherwise null, never an empty list.
 */
function affectedBy(
  update: Pick<Maintenance, 'state'>,
  before: Pick<Maintenance, 'state'> | undefined,
  m: Maintenance,
  about: readonly PlatformRow[],
): WireChange[] | null {
  const from = before ? stateIn(before, m) : 'operational'
  const to = stateIn(update, m)
  if (about.length === 0 || (before && from === to)) return null
  return about.map((platform) => wireChange(platform, from, to))
}

function stateIn(update: Pick<Maintenance, 'state'>, { impact }: Maintenance): PlatformState {
  return impact === 'none' || !isRunning(update) ? 'operational' : impact
}

function frame(id: string, maintenanceId: string, at: Instant): WireMaintenanceUpdate {
  const time = wireTime(at)
  return {
    id,
    status: 'scheduled',
    body: '',
    incident_id: maintenanceId,
    created_at: time,
    updated_at: time,
    display_at: time,
    affected_components: null,
    deliver_notifications: false,
    custom_tweet: null,
    tweet_id: null,
  }
}

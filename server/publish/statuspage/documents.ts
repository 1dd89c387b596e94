import { overall } from '../../domain/platform/state.ts'
import type { PlatformState } from '../../domain/vocabulary.ts'
import type { IncidentWithUpdates } from '../facts/incidents.ts'
import type { MaintenanceWithUpdates } from '../facts/maintenance.ts'
import type { Platforms, PublishSnapshot } from '../facts/snapshot.ts'
import { currentStates } from '../facts/states.ts'
import { masterOf } from '../views/moved.ts'
import { wireComponents } from './component.ts'
import { changedAt, wireIncident } from './incident.ts'
import {
  activeMaintenances,
  latestMaintenances,
  maintenancesAtHand,
  upcomingMaintenances,
  wireMaintenances,
} from './maintenance.ts'
import { wirePage, wireStatus } from './page.ts'

type Make = (snapshot: PublishSnapshot) => Promise<object>

interface Scene {
  platforms: Platforms
  open: readonly IncidentWithUpdates[]
  states: ReadonlyMap<string, PlatformState>
  page: ReturnType<typeof wirePage>
}

const summary: Make = async (snapshot) => {
  const { page, ...scene } = await sceneOf(snapshot)
  return {
    page,
    components: wireComponents(scene.platforms.list, scene.states, snapshot.site),
    incidents: await incidents(scene.open, scene, snapshot),
    scheduled_maintenances: maintenances(await maintenancesAtHand(snapshot), scene, snapshot),
    status: wireStatus(overall([...scene.states.values()]), snapshot.site),
  }
}

const status: Make = async (snapshot) => {
  const { page, states } = await sceneOf(snapshot)
  return { page, status: wireStatus(overall([...states.values()]), snapshot.site) }
}

/** The documents that concern the whole page, by path; two of them have a short name, too, which many readers use. */
export const WIRE_DOCUMENTS: Readonly<Record<string, Make>> = {
  '/api/v2/summary.json': summary,
  '/index.json': summary,
  '/api/v2/status.json': status,
  '/status.json': status,
  '/api/v2/components.json': async (snapshot) => {
    const { page, platforms, states } = await sceneOf(snapshot)
    return { page, components: wireComponents(platforms.list, states, snapshot.site) }
  },
  '/api/v2/incidents.json': async (snapshot) => {
    const { page, ...scene } = await sceneOf(snapshot)
    return { page, incidents: await incidents(await snapshot.latest(), scene, snapshot) }
  },
  '/api/v2/incidents/unresolved.json': async (snapshot) => {
    const { page, ...scene } = await sceneOf(snapshot)
    return { page, incidents: await incidents(scene.open, scene, snapshot) }
  },
  '/api/v2/scheduled-maintenances.json': listOf(latestMaintenances),
  '/api/v2/scheduled-maintenances/upcoming.json': listOf(upcomingMaintenances),
  '/api/v2/scheduled-maintenances/active.json': listOf(activeMaintenances),
}

/**
 * One incident as `/incidents/{id}.json` has it, or null where there is none to show. Nobody makes the document of a
 * resolved incident again when its platforms fare badly later: they are shown as it left them.
 */
export async function wireIncidentAlone(snapshot: PublishSnapshot, id: string): Promise<object | null> {
  const incident = await snapshot.incident(id)
  if (!incident) return null
  const [platforms, states, master] = await Promise.all([
    snapshot.platforms(),
    currentStates(snapshot),
    masterOf(snapshot, incident),
  ])
  const shown = incident.row.phase === 'resolved' ? new Map() : states
  return wireIncident(incident, platforms, shown, snapshot.site, master)
}

/** One incident as `/api/v2/incidents/{id}.json` has it: with the page it belongs to, as of the incident's last change. */
export async function wireIncidentOnPage(snapshot: PublishSnapshot, id: string): Promise<object | null> {
  const [found, incident] = await Promise.all([snapshot.incident(id), wireIncidentAlone(snapshot, id)])
  return found && incident && { page: wirePage(snapshot.site, changedAt(found)), incident }
}

function listOf(find: (snapshot: PublishSnapshot) => Promise<MaintenanceWithUpdates[]>): Make {
  return async (snapshot) => {
    const { page, ...scene } = await sceneOf(snapshot)
    return { page, scheduled_maintenances: maintenances(await find(snapshot), scene, snapshot) }
  }
}

async function sceneOf(snapshot: PublishSnapshot): Promise<Scene> {
  const [platforms, open, latest] = await Promise.all([snapshot.platforms(), snapshot.open(), snapshot.latest()])
  const states = await currentStates(snapshot)
  const [running, ahead, past] = await Promise.all([snapshot.running(), snapshot.ahead(), snapshot.pastMaintenances()])
  const renamed = platforms.list.map((platform) => platform.updated_at)
  const windows = [...running, ...ahead, ...past].map((maintenance) => maintenance.updatedAt)
  const changes = [...renamed, ...[...latest, ...open].map(changedAt), ...windows]
  // Before the first of them only the time at which it is made is known.
  const updatedAt = changes.length === 0 ? snapshot.now : Math.max(...changes)
  return { platforms, open, states, page: wirePage(snapshot.site, updatedAt) }
}

async function incidents(
  listed: readonly IncidentWithUpdates[],
  { platforms, states }: Omit<Scene, 'page'>,
  snapshot: PublishSnapshot,
): Promise<object[]> {
  return Promise.all(
    listed.map(async (one) => wireIncident(one, platforms, states, snapshot.site, await masterOf(snapshot, one))),
  )
}

function maintenances(
  listed: readonly MaintenanceWithUpdates[],
  scene: Omit<Scene, 'page'>,
  { site }: PublishSnapshot,
): object[] {
  return wireMaintenances(listed, scene.platforms, scene.states, site)
}

import { overall } from '../../domain/platform/state.ts'
import type { PlatformState } from '../../domain/vocabulary.ts'
import type { Facts, Platforms, Told } from '../facts/facts.ts'
import type { ToldMaintenance } from '../facts/maintenance.ts'
import { currentStates } from '../views/platform.ts'
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

type Make = (facts: Facts) => Promise<object>

interface Scene {
  platforms: Platforms
  open: readonly Told[]
  states: ReadonlyMap<string, PlatformState>
  page: ReturnType<typeof wirePage>
}

const summary: Make = async (facts) => {
  const { page, ...scene } = await sceneOf(facts)
  return {
    page,
    components: wireComponents(scene.platforms.list, scene.states, facts.site),
    incidents: incidents(scene.open, scene, facts),
    scheduled_maintenances: maintenances(await maintenancesAtHand(facts), scene, facts),
    status: wireStatus(overall([...scene.states.values()]), facts.site),
  }
}

const status: Make = async (facts) => {
  const { page, states } = await sceneOf(facts)
  return { page, status: wireStatus(overall([...states.values()]), facts.site) }
}

/** The documents that concern the whole page, by path; two of them have a short name, too, which many readers use. */
export const WIRE_DOCUMENTS: Readonly<Record<string, Make>> = {
  '/api/v2/summary.json': summary,
  '/index.json': summary,
  '/api/v2/status.json': status,
  '/status.json': status,
  '/api/v2/components.json': async (facts) => {
    const { page, platforms, states } = await sceneOf(facts)
    return { page, components: wireComponents(platforms.list, states, facts.site) }
  },
  '/api/v2/incidents.json': async (facts) => {
    const { page, ...scene } = await sceneOf(facts)
    return { page, incidents: incidents(await facts.latest(), scene, facts) }
  },
  '/api/v2/incidents/unresolved.json': async (facts) => {
    const { page, ...scene } = await sceneOf(facts)
    return { page, incidents: incidents(scene.open, scene, facts) }
  },
  '/api/v2/scheduled-maintenances.json': listOf(latestMaintenances),
  '/api/v2/scheduled-maintenances/upcoming.json': listOf(upcomingMaintenances),
  '/api/v2/scheduled-maintenances/active.json': listOf(activeMaintenances),
}

/** One incident as `/incidents/{id}.json` has it, or null where there is none to show. */
export async function wireIncidentAlone(facts: Facts, id: string): Promise<object | null> {
  const told = await facts.incident(id)
  if (!told) return null
  const { platforms, states } = await sceneOf(facts)
  return wireIncident(told, platforms, states, facts.site)
}

/** One incident as `/api/v2/incidents/{id}.json` has it: with the page it belongs to. */
export async function wireIncidentOnPage(facts: Facts, id: string): Promise<object | null> {
  const incident = await wireIncidentAlone(facts, id)
  if (!incident) return null
  const { page } = await sceneOf(facts)
  return { page, incident }
}

function listOf(find: (facts: Facts) => Promise<ToldMaintenance[]>): Make {
  return async (facts) => {
    const { page, ...scene } = await sceneOf(facts)
    return { page, scheduled_maintenances: maintenances(await find(facts), scene, facts) }
  }
}

async function sceneOf(facts: Facts): Promise<Scene> {
  const [platforms, open, latest] = await Promise.all([facts.platforms(), facts.open(), facts.latest()])
  const states = await currentStates(facts)
  const [running, ahead, past] = await Promise.all([facts.running(), facts.ahead(), facts.pastMaintenances()])
  const renamed = platforms.list.map((platform) => platform.updated_at)
  const windows = [...running, ...ahead, ...past].map((maintenance) => maintenance.updatedAt)
  const updatedAt = Math.max(0, ...renamed, ...[...latest, ...open].map(changedAt), ...windows)
  return { platforms, open, states, page: wirePage(facts.site, updatedAt) }
}

function incidents(told: readonly Told[], scene: Omit<Scene, 'page'>, { site }: Facts): object[] {
  return told.map((one) => wireIncident(one, scene.platforms, scene.states, site))
}

function maintenances(told: readonly ToldMaintenance[], scene: Omit<Scene, 'page'>, { site }: Facts): object[] {
  return wireMaintenances(told, scene.platforms, scene.states, site)
}

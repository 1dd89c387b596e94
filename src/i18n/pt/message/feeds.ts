import type { Translation } from '../../en.ts'
import { words } from '../words.ts'

/** Titles of feeds, and the words inside them. */
export const feeds: Translation['feeds'] = {
  incidents: (site) => `Estado de ${site} - Histórico de incidentes`,
  updates: (site) => `Estado de ${site} - Todas as atualizações`,
  platformIncidents: (platform, site) => `${platform} - Estado de ${site} - Histórico de incidentes`,
  platformUpdates: (platform, site) => `${platform} - Estado de ${site} - Todas as atualizações`,
  incident: (title, site) => `${title} - Estado de ${site}`,
  description: (site) => `O que ${site} comunica sobre os seus incidentes.`,
  link: (what, format) => `${what} (${format})`,
  spoken: (what, format) => `${what}: ${format}`,
  allIncidents: 'Todos os incidentes',
  allUpdates: 'Todas as atualizações',
  thisIncident: 'Este incidente',
  ofPlatform: (platform) => `Incidentes de ${platform}`,
  updatesOfPlatform: (platform) => `Todas as atualizações sobre ${platform}`,
  stamp: (p) => `${p.day} ${p.month}, ${p.time} ${p.zone}`,
  updateTitle: (label, title) => `${label}: ${title}`,
  update: 'Atualização',
  masterCase: 'Caso principal (P1G)',
  overall: words.overall,
}

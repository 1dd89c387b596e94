import type { Translation } from '../../en.ts'

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
  overall: {
    all_operational: 'Todos os sistemas operacionais',
    no_platforms: 'Ainda não são apresentadas plataformas',
    major_outage: 'Interrupção grave dos sistemas',
    partial_outage: 'Interrupção parcial dos sistemas',
    minor_outage: 'Interrupção ligeira dos sistemas',
    degraded: 'Serviço degradado',
    partially_degraded: 'Serviço parcialmente degradado',
    maintenance: 'Serviço em manutenção',
  },
}

import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'

export const home: Translation['home'] = {
  description: (site, sentence) => `${sentence} Estado actual, incidentes e historial de ${site}.`,
  asOf: (changed, made) => `Último cambio: ${changed}; página generada: ${made}`,
  made: (made) => `Página generada: ${made}`,
  fares: {
    operational: (names) => `${names} en funcionamiento`,
    under_maintenance: (names) => `${names} en mantenimiento`,
    degraded_performance: (names) => `${names} con limitaciones`,
    partial_outage: (names) => `${names} en parte sin servicio`,
    major_outage: (names) => `${names} sin servicio`,
  },
  moreNames: (n) => plural(n, { one: '{n} más', other: '{n} más' }),
  allWork: (n) => plural(n, { one: 'La plataforma funciona', other: 'Las {n} plataformas funcionan' }),
  headline: (parts, works) => {
    const others = plural(works, { one: ' La otra funciona.', other: ' Las otras {n} funcionan.' })
    return `${parts.join('; ')}.${works === 0 ? '' : others}`
  },
  and: ';',
  sentence: (text) => `${text}.`,
  since: (time) => `Desde: ${time}`,
  moreOpen: (n) =>
    plural(n, {
      one: 'y {n} incidente abierto más',
      many: 'y {n} de incidentes abiertos más',
      other: 'y {n} incidentes abiertos más',
    }),
  isItMe: '¿Me afecta? Todas las plataformas:',
  askMine: '¿Me afecta? Toque lo que usa; este dispositivo lo guarda.',
  mineWork: (n) => `Las ${n} que usa funcionan`,
  nothingOpen: 'Ningún incidente abierto',
  open: 'Incidentes abiertos',
  platforms: 'Plataformas',
  noPlatforms:
    'Aquí figurarán las plataformas cuando estén configuradas. Los incidentes se publican aquí de todos modos.',
  maintenance: 'Mantenimiento',
  allMaintenance: 'Los próximos doce meses',
  recent: 'Incidentes recientes',
  noRecent: 'No se ha resuelto ningún incidente en las dos últimas semanas.',
  noneYet: 'Todavía no se ha resuelto ningún incidente.',
  allHistory: 'Todos los incidentes anteriores',
}

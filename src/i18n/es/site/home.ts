import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'

export const home: Translation['home'] = {
  description: (site, overall) => `${overall}. Estado actual, incidentes e historial de ${site}.`,
  asOf: (changed, made) => `Último cambio: ${changed}; página generada: ${made}`,
  made: (made) => `Página generada: ${made}`,
  openCount: (n) =>
    plural(n, { one: '{n} incidente abierto', many: '{n} de incidentes abiertos', other: '{n} incidentes abiertos' }),
  affectedCount: (n, all) => (n === 0 ? 'ninguna plataforma afectada' : `plataformas afectadas: ${n} de ${all}`),
  nothingOpen: 'Ningún incidente abierto',
  open: 'Incidentes abiertos',
  platforms: 'Plataformas',
  noPlatforms:
    'Aquí figurarán las plataformas cuando estén configuradas. Los incidentes se publican aquí de todos modos.',
  maintenance: 'Mantenimiento',
  allMaintenance: 'Los próximos doce meses',
  recent: 'Incidentes recientes',
  noRecent: 'No se ha resuelto ningún incidente en las dos últimas semanas.',
  allHistory: 'Todos los incidentes anteriores',
}

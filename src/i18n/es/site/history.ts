import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'

export const history: Translation['history'] = {
  title: 'Historial',
  heading: (month) => `Incidentes en ${month}`,
  description: (month, site) => `Todos los incidentes de ${site} en ${month}.`,
  none: 'Sin incidentes en este mes: que sepamos, nada falló ni funcionó con limitaciones.',
  noneSince: (day) => `Sin incidentes desde el ${day}: que sepamos, nada falló ni funcionó con limitaciones.`,
  days: (zone) => `Los días empiezan y acaban en la zona horaria ${zone}.`,
  quiet: (days) => `${days}: sin incidentes`,
  goesOn: 'Aún en curso:',
  begunBefore: 'Con inicio anterior:',
  updates: (n) => plural(n, { one: '{n} actualización', many: '{n} de actualizaciones', other: '{n} actualizaciones' }),
  count: (n) => plural(n, { one: '{n} incidente', many: '{n} de incidentes', other: '{n} incidentes' }),
  maintenance: 'Mantenimiento en este mes',
  newer: (month) => `Más reciente: ${month}`,
  older: (month) => `Más antiguo: ${month}`,
  browse: 'Meses',
}

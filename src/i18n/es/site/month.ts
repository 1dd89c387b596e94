import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'
import { words } from '../words.ts'

export const month: Translation['month'] = {
  title: (month) => `Informe de ${month}`,
  titleSoFar: (month) => `Informe de ${month}, hasta ahora`,
  description: (month, site) => `Disponibilidad, incidentes, compromisos y mantenimiento de ${site} en ${month}.`,
  print: 'Imprimir o guardar como PDF',
  link: 'Informe de este mes, para imprimir',
  none: 'No hubo incidentes en este mes.',
  beganOn: (day) => `Este informe empieza el ${day}: no consta nada anterior.`,
  incidents: (n) =>
    plural(n, {
      one: 'Hubo {n} incidente en este mes.',
      many: 'Hubo {n} de incidentes en este mes.',
      other: 'Hubo {n} incidentes en este mes.',
    }),
  masters: (n) =>
    plural(n, {
      one: '{n} de ellos fue un caso maestro (P1G).',
      many: '{n} de ellos fueron casos maestros (P1G).',
      other: '{n} de ellos fueron casos maestros (P1G).',
    }),
  longest: (duration) => `De los incidentes terminados, el más largo duró ${duration}.`,
  open: (n) => plural(n, { one: '{n} aún no ha terminado.', other: '{n} aún no han terminado.' }),
  promised: (kept, due) =>
    `Compromisos sobre actualizaciones cumplidos a tiempo: ${words.number(kept)} de ${words.number(due)}.`,
  notPromised: 'No vencía ningún compromiso sobre actualizaciones.',
  heading: 'Incidentes',
  platforms: 'Plataformas',
  platform: 'Plataforma',
  noPlatforms: 'ninguna',
  uptime: 'Disponibilidad',
  days: 'Día a día',
  from: (day) => `desde el ${day}`,
  until: (day) => `hasta el ${day}`,
  on: (day) => `el ${day}`,
  began: 'Inicio',
  lasted: 'Duración',
  lasts: 'aún no ha terminado',
  promises: 'Compromisos',
  maintenance: 'Mantenimiento',
  noMaintenance: 'En este mes no hubo ningún mantenimiento que afectara a los clientes.',
  window: 'Ventana',
  planned: 'Previsto',
  actual: 'Tuvo lugar',
  counting:
    'Figura todo lo que estuvo en curso este mes, aunque empezara antes o terminara después. Un compromiso cuenta en el mes en que vencía.',
}

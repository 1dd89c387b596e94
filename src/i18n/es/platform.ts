import type { Translation } from '../en.ts'
import { plural } from './plural.ts'

const lastDays = (days: number) => plural(days, { one: 'Hoy', many: 'Últimos {n} de días', other: 'Últimos {n} días' })

export const platform: Translation['platform'] = {
  pageDescription: (name, state) => `${name}: ${state}. Un año de historial, con incidentes y fuentes web.`,
  uptime: (percent) => `${percent} de disponibilidad`,
  uptimeOver: (percent, days) =>
    plural(days, {
      one: `${percent} de disponibilidad en {n} día`,
      many: `${percent} de disponibilidad en {n} de días`,
      other: `${percent} de disponibilidad en {n} días`,
    }),
  uptimeSince: (percent, day) => `${percent} de disponibilidad desde el ${day}`,
  uptimeUntil: (percent, day) => `${percent} de disponibilidad hasta el ${day}`,
  uptimeBetween: (percent, from, until) => `${percent} de disponibilidad desde el ${from} hasta el ${until}`,
  uptimeOn: (percent, day) => `${percent} de disponibilidad el ${day}`,
  barFine: (days) => `${lastDays(days)}: sin problemas.`,
  barTrouble: (days, troubled) =>
    days === 1
      ? 'Hoy: problemas.'
      : plural(troubled, {
          one: `${lastDays(days)}: problemas en {n} día.`,
          many: `${lastDays(days)}: problemas en {n} de días.`,
          other: `${lastDays(days)}: problemas en {n} días.`,
        }),
  run: (days, state) => `${days}: ${state}`,
  axis: (days) =>
    plural(days, {
      one: 'Cada marca es un día, desde hace {n} día hasta hoy. Cuanto más alta es la marca, peor fue ese día.',
      many: 'Cada marca es un día, desde hace {n} de días hasta hoy. Cuanto más alta es la marca, peor fue ese día.',
      other: 'Cada marca es un día, desde hace {n} días hasta hoy. Cuanto más alta es la marca, peor fue ese día.',
    }),
  axisSince: (day) => `Cada marca es un día, desde el ${day} hasta hoy. Cuanto más alta es la marca, peor fue ese día.`,
  legend: 'Estados',
  year: 'El último año',
  yearNote: 'Cada marca es un día, del primero al último del mes. Cuanto más alta es la marca, peor fue ese día.',
  monthFine: 'sin problemas',
  dayFine: 'sin problemas este día',
  monthTrouble: (n) =>
    plural(n, { one: '{n} día con problemas', many: '{n} de días con problemas', other: '{n} días con problemas' }),
  monthMaintained: (n) =>
    plural(n, {
      one: 'sin problemas, mantenimiento en {n} día',
      many: 'sin problemas, mantenimiento en {n} de días',
      other: 'sin problemas, mantenimiento en {n} días',
    }),
  dayInHistory: 'Este día en el historial',
  uptimeNote:
    'La disponibilidad descuenta las interrupciones; si son parciales, tres décimas partes de su duración. El rendimiento degradado no cuenta, y tampoco el mantenimiento; un incidente durante el mantenimiento sí cuenta.',
  archived: 'Fuera de uso',
  maintenance: 'Mantenimiento',
  noMaintenance: 'No hay ningún mantenimiento programado en esta plataforma.',
  calendar: 'Calendario de su mantenimiento',
  open: 'Incidentes abiertos',
  incidents: 'Incidentes anteriores',
  none: 'Esta plataforma no ha tenido incidentes en el último año.',
  noneSince: (day) => `Esta plataforma no ha tenido incidentes anteriores desde el ${day}.`,
}

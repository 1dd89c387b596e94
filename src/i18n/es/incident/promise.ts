import type { Translation } from '../../en.ts'

// A time may come with its day or without, so that no article can stand before it.
export const promise: Translation['promise'] = {
  nextBy: (time) => `Próxima actualización, a más tardar: ${time}`,
  overdue: (time) => `Actualización atrasada desde: ${time}`,
  dueNow: 'La próxima actualización debe llegar ahora',
  wasDue: (time) => `La próxima actualización debía llegar, a más tardar: ${time}`,
  dueSoon: 'vence pronto',
  minutesLeft: (minutes) => `dentro de ${minutes} min`,
  hoursLeft: (hours, minutes) => `dentro de ${hours} h ${minutes} min`,
  minutesLate: (minutes) => `${minutes} min de retraso`,
  hoursLate: (hours, minutes) => `${hours} h ${minutes} min de retraso`,
  reportBy: (time) => `Informe sobre la causa, a más tardar: ${time}`,
  reportOverdue: (time) => `Informe sobre la causa atrasado desde: ${time}`,
  reportPutOff: (time) =>
    `El informe sobre la causa (prometido, a más tardar: ${time}) llegará ahora después de la próxima resolución`,
  holdUntil: (time) => `En espera hasta: ${time}`,
  wasOnHold: (time) => `Estuvo en espera hasta: ${time}`,
  etr: (time) => `Resolución estimada: ${time}`,
  vendor: (vendor) => `Las actualizaciones siguen a las del fabricante: ${vendor}`,
  etrPassed: (time) => `Resolución estimada: ${time}, estimación ya superada`,
  reason: (reason) => `Motivo: ${reason}`,
}

import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'

export const promises: Translation['promises'] = {
  title: 'Nuestros compromisos',
  description: (site) => `A qué se comprometió ${site} sobre las actualizaciones y si lo cumplió.`,
  intro:
    'Con cada actualización pública de un incidente abierto nos comprometemos a un plazo para la siguiente. Aquí se ve qué fue de esos compromisos. Se calcula a partir de las propias actualizaciones y no se puede modificar.',
  introReports:
    'Tras un caso maestro también nos comprometemos a publicar un informe sobre la causa; cuenta como cualquier otro compromiso.',
  none: 'No hubo compromisos en los últimos doce meses.',
  noneSince: (day) => `No ha habido compromisos desde el ${day}, cuando empiezan nuestros registros.`,
  inTime: (percent) => `${percent} de compromisos cumplidos a tiempo`,
  counted: (kept, due) => `Compromisos cumplidos a tiempo: ${kept} de ${due}`,
  late: (n, worst) =>
    plural(n, {
      one: `{n} se cumplió con retraso, de ${worst} como máximo`,
      other: `{n} se cumplieron con retraso, de ${worst} como máximo`,
    }),
  overdue: (n) => plural(n, { one: '{n} está vencido ahora', other: '{n} están vencidos ahora' }),
  open: (n) => plural(n, { one: '{n} aún no vence', other: '{n} aún no vencen' }),
  worstLate: (by) => `retraso máximo: ${by}`,
  nothingLate: 'Ninguno con retraso',
  worstGap: (gap) => `Silencio más largo entre dos actualizaciones: ${gap}`,
  overdueOn: {
    first_response: (title, time) => `${title}: primera respuesta atrasada desde: ${time}`,
    next_update: (title, time) => `${title}: actualización atrasada desde: ${time}`,
    report: (title, time) => `${title}: informe sobre la causa atrasado desde: ${time}`,
  },
  firstResponse: (kept, due, slowest) =>
    slowest === null
      ? `Primera respuesta a tiempo: ${kept} de ${due}`
      : `Primera respuesta a tiempo: ${kept} de ${due}; la más lenta tardó ${slowest}`,
  masters: 'Casos maestros',
  figures: 'Todas las cifras, mes a mes',
  byMonth: 'Mes a mes',
  byIncident: 'Incidente a incidente',
  incidentsHint: (n) =>
    plural(n, {
      one: 'El último incidente.',
      many: 'Los últimos {n} de incidentes, primero los más recientes.',
      other: 'Los últimos {n} incidentes, primero los más recientes.',
    }),
  month: 'Mes',
  incident: 'Incidente',
  opened: 'Apertura',
  due: 'Vencían',
  kept: 'Cumplidos',
  lateColumn: 'Con retraso',
  worst: 'Retraso máximo',
  gap: 'Silencio más largo',
  firstInTime: 'Primeras respuestas a tiempo',
  firstOf: (kept, due) => `${kept} de ${due}`,
  firstSlowest: 'Primera respuesta más lenta',
  share: 'A tiempo',
  bar: (kept, late) => `Cumplidos a tiempo: ${kept}; con retraso: ${late}`,
  legendKept: 'Cumplidos a tiempo',
  legendLate: 'Con retraso o vencidos',
  notDue: 'aún no vence nada',
  nothing: 'no hay',
  noneDue: 'no vencía nada',
  notices: 'Avisos de mantenimiento',
  noticesText: (kept, due) => `Avisos de mantenimiento comprometidos que salieron a tiempo: ${kept} de ${due}.`,
  noticesLate: (n) => plural(n, { one: '{n} salió con retraso.', other: '{n} salieron con retraso.' }),
  noticesMissed: (n) => plural(n, { one: '{n} no se envió a tiempo.', other: '{n} no se enviaron a tiempo.' }),
  unkept: {
    late: (title, time) => `${title}: aviso con retraso; plazo: ${time}`,
    missed: (title, time) => `${title}: aviso no enviado a tiempo; plazo: ${time}`,
  },
  noNotices: 'No vencía ningún aviso de mantenimiento.',
  record: 'Compromisos cumplidos',
  details: 'Cada compromiso',
  firstAfter: (span) => `Primera respuesta: ${span}`,
  by: {
    first_response: (time) => `Primera respuesta, a más tardar: ${time}`,
    next_update: (time) => `Actualización, a más tardar: ${time}`,
    report: (time) => `Informe sobre la causa, a más tardar: ${time}`,
  },
  state: {
    kept: 'a tiempo',
    late: 'con retraso',
    open: 'aún no vence',
    overdue: 'plazo vencido',
  },
  lateBy: (by) => `con ${by} de retraso`,
  all: 'Cómo cumplimos nuestros compromisos',
}

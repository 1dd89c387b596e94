import type { Translation } from '../../en.ts'

const WEEKDAY = {
  mon: 'lunes',
  tue: 'martes',
  wed: 'miércoles',
  thu: 'jueves',
  fri: 'viernes',
  sat: 'sábado',
  sun: 'domingo',
}
const NTH: Readonly<Record<number, string>> = { 1: 'primer', 2: 'segundo', 3: 'tercer', 4: 'cuarto', 5: 'quinto' }
const LAST: Readonly<Record<number, string>> = { 1: 'último', 2: 'penúltimo', 3: 'antepenúltimo' }

/** "el penúltimo viernes", "el cuarto viernes por el final" */
function fromTheEnd(nth: number, what: string): string {
  return LAST[nth] ? `el ${LAST[nth]} ${what}` : `el ${NTH[nth] ?? `${nth}.º`} ${what} por el final`
}

export const rules: Translation['rules'] = {
  daily: (every) => (every === 1 ? 'Normalmente cada día' : `Normalmente cada ${every} días`),
  weekly: (every, days) => (every === 1 ? `Normalmente cada ${days}` : `Normalmente cada ${every} semanas, en ${days}`),
  monthly: (every, days) =>
    every === 1 ? `Normalmente ${days} de cada mes` : `Normalmente ${days}, cada ${every} meses`,
  weekday: (day) => WEEKDAY[day],
  nthWeekday: (nth, day) => (nth > 0 ? `el ${NTH[nth]} ${WEEKDAY[day]}` : fromTheEnd(-nth, WEEKDAY[day])),
  dateOfMonth: (date) => (date > 0 ? `el día ${date}` : fromTheEnd(-date, 'día')),
  hours: (rule, from, until, overMidnight, zone) =>
    `${rule}, de ${from} a ${until}${overMidnight ? ' del día siguiente' : ''} (${zone})`,
  told: (when) => `Quienes lo siguen reciben un correo ${when}.`,
  toldBefore: (ahead) => `${ahead} antes`,
  toldAtOnce: 'en cuanto se sabe',
  toldAtStart: 'cuando empieza',
  toldAtEnd: 'cuando termina',
  pageOnly: 'Figura solo en la página.',
}

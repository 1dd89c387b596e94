import type { Weekday } from '../../../../server/domain/time/office-hours.ts'
import type { Translation } from '../../en.ts'

const WEEKDAY: Readonly<Record<Weekday, string>> = {
  mon: 'segunda-feira',
  tue: 'terça-feira',
  wed: 'quarta-feira',
  thu: 'quinta-feira',
  fri: 'sexta-feira',
  sat: 'sábado',
  sun: 'domingo',
}
/** From the first to the fifth, and from the last backwards; "sábado" and "domingo" are masculine, all others feminine. */
const NTH = {
  o: ['primeiro', 'segundo', 'terceiro', 'quarto', 'quinto'],
  a: ['primeira', 'segunda', 'terceira', 'quarta', 'quinta'],
}
const FROM_END = { o: ['último', 'penúltimo', 'antepenúltimo'], a: ['última', 'penúltima', 'antepenúltima'] }

const genderOf = (day: Weekday) => (day === 'sat' || day === 'sun' ? 'o' : 'a')

/** "terceira", "penúltima", "quarta a contar do fim" with what it counts. */
function counted(nth: number, gender: 'o' | 'a', what: string): string {
  if (nth > 0) return `${NTH[gender][nth - 1]} ${what}`
  const fromEnd = FROM_END[gender][-nth - 1]
  if (fromEnd) return `${fromEnd} ${what}`
  return `${NTH[gender][-nth - 1] ?? `${-nth}.º`} ${what} a contar do fim`
}

/** When a programme of maintenance takes place, whom it tells when. */
export const rules: Translation['rules'] = {
  // A window may be moved or left out: the plan promises none of these times for certain.
  daily: (every) => (every === 1 ? 'Habitualmente todos os dias' : `Habitualmente de ${every} em ${every} dias`),
  weekly: (every, days) =>
    every === 1 ? `Habitualmente ${days}` : `Habitualmente de ${every} em ${every} semanas, ${days}`,
  monthly: (every, days) =>
    every === 1 ? `Habitualmente ${days} de cada mês` : `Habitualmente de ${every} em ${every} meses, ${days} do mês`,
  weekday: (day) => `${genderOf(day) === 'o' ? 'ao' : 'à'} ${WEEKDAY[day]}`,
  nthWeekday: (nth, day) => `n${genderOf(day)} ${counted(nth, genderOf(day), WEEKDAY[day])}`,
  dateOfMonth: (date) => (date > 0 ? `no dia ${date}` : `no ${counted(date, 'o', 'dia')}`),
  hours: (rule, from, until, overMidnight, zone) =>
    `${rule}, das ${from} às ${until}${overMidnight ? ' do dia seguinte' : ''} (${zone})`,
  told: (when) => `Quem segue é avisado por e-mail ${when}.`,
  toldBefore: (ahead) => `${ahead} antes`,
  toldAtOnce: 'assim que se souber',
  toldAtStart: 'no início',
  toldAtEnd: 'no fim',
  pageOnly: 'Aparece apenas na página.',
}

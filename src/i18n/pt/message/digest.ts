import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'

/** Each Monday, to those who chose it: what is planned. */
export const digest: Translation['mail']['digest'] = {
  subject: (site) => `[Manutenção] Esta semana em ${site}`,
  lead: (count) =>
    plural(count, {
      one: 'Nos próximos dias começa um trabalho planeado que diz respeito ao que segue:',
      many: 'Nos próximos dias começam {n} de trabalhos planeados que dizem respeito ao que segue:',
      other: 'Nos próximos dias começam {n} trabalhos planeados que dizem respeito ao que segue:',
    }),
  page: 'Todos os trabalhos planeados',
  calendar: 'O calendário (.ics)',
  because: (site) => `Recebe este e-mail porque escolheu o resumo semanal de ${site}.`,
}

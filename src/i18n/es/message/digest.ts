import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'

export const digest: Translation['mail']['digest'] = {
  subject: (site) => `[Mantenimiento] Esta semana en ${site}`,
  lead: (count) =>
    plural(count, {
      one: 'En los próximos días empieza un trabajo programado que afecta a lo que usted sigue:',
      many: 'En los próximos días empiezan {n} de trabajos programados que afectan a lo que usted sigue:',
      other: 'En los próximos días empiezan {n} trabajos programados que afectan a lo que usted sigue:',
    }),
  page: 'Todos los trabajos programados',
  calendar: 'El calendario (.ics)',
  because: (site) => `Recibe este correo porque eligió el resumen semanal de ${site}.`,
}

import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'

/** To whom organisations named as their contacts: why they get a mail, and what stays when they unsubscribe. */
export const named: Translation['mail']['named'] = {
  more: (count) =>
    plural(count, {
      one: 'mais uma organização',
      many: 'mais {n} de organizações',
      other: 'mais {n} organizações',
    }),
  because: {
    master_case: (who) => `Recebe esta mensagem por indicação de ${who}, para casos principais.`,
    maintenance: (who) => `Recebe esta mensagem por indicação de ${who}, para manutenção.`,
  },
  besides: {
    master_case: (who) => `Recebe também esta mensagem por indicação de ${who}, para casos principais.`,
    maintenance: (who) => `Recebe também esta mensagem por indicação de ${who}, para manutenção.`,
  },
  backup: 'É contacto suplente: recebe os avisos em conjunto com os contactos titulares.',
  ends: 'Já não é um caso principal: esta é a última mensagem sobre ele que recebe como ponto de contacto principal. A continuação está na página, onde o pode seguir.',
  stays: 'Cancelar a subscrição termina apenas a sua própria subscrição, e não estes avisos.',
  entry: 'Verificar ou corrigir o seu registo',
  entryOf: (organisation) => `Verificar ou corrigir o seu registo para ${organisation}`,
  goesOn: (who) =>
    `Continua a receber os avisos que lhe cabem por indicação de ${who}; cancelar termina apenas a sua própria subscrição.`,
}

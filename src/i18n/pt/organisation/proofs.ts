import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'

/** Who was told what, and what became of it. */
export const proofs: Translation['proofs'] = {
  byHand: 'Contacto pessoal',
  opened: (phase) => `Abertura: ${phase}`,
  update: (number, phase) => `Atualização ${number}: ${phase}`,
  about: {
    duplicate: 'Integrado noutro incidente',
    reopened: 'Reaberto',
    designated: 'Passou a caso principal',
    withdrawn: 'Deixou de ser caso principal',
  },
  result: {
    waiting: 'À espera de envio',
    handed_over: 'Entregue ao servidor',
    delivered: 'Entregue',
    bounced: 'Devolvido',
    suppressed: 'Retido pelo serviço de e-mail',
    failed: 'Não enviado: desistimos',
    untold: 'Não enviado: o endereço não funciona',
    withdrawn: 'Não enviado: já não era necessário',
    reached: 'Contacto conseguido',
    message_left: 'Mensagem deixada',
    not_reached: 'Contacto não conseguido',
  },
  refused: 'Recusado pelo servidor de correio',
  why: (result, why) => `${result} (${why})`,
  late: (minutes) =>
    plural(minutes, {
      one: '{n} minuto de atraso',
      many: '{n} de minutos de atraso',
      other: '{n} minutos de atraso',
    }),
}

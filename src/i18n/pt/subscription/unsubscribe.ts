import type { Translation } from '../../en.ts'

export const unsubscribe: Translation['unsubscribe'] = {
  title: 'Cancelar as atualizações',
  ask: (address) => `Deixar de enviar atualizações para ${address}?`,
  askUnnamed: 'Deixar de enviar atualizações para este endereço?',
  button: 'Sim, cancelar',
  instead: 'Para alterar antes o que segue, use a ligação «Escolher o que recebe» na nossa mensagem mais recente.',
  doneTitle: 'A sua subscrição foi cancelada',
  done: 'Não lhe serão enviadas mais atualizações.',
  undo: 'Era um endereço de e-mail, um webhook ou uma sala de chat? Então, um último e-mail, para o endereço ou para o responsável, traz uma ligação com a qual isto pode ser anulado durante sete dias.',
  again: 'Subscrever de novo',
  backTitle: 'Voltar a receber atualizações',
  askBack: (address) => `Voltar a enviar atualizações para ${address}, como antes? Eram sobre:`,
  backButton: 'Sim, como antes',
  backDoneTitle: 'As atualizações estão de volta',
  back: (address) => `As atualizações voltam a ir para ${address}, como antes.`,
  manage: 'Escolher o que recebe',
  overTitle: 'Esta ligação já não é válida',
  over: 'Funciona uma vez, durante sete dias. Nada foi alterado agora.',
  endedTitle: 'Esta subscrição terminou',
  ended: 'A subscrição a que esta ligação pertencia já não envia nada. Nada foi alterado agora.',
  unknownTitle: 'Esta ligação não funciona',
  unknown:
    'Está incompleta, ou não é nossa: por vezes, os programas de e-mail cortam uma ligação longa em duas. Nada foi alterado, e nada foi cancelado.',
  newest: 'Ainda recebe mensagens nossas? Então use as ligações no fim da mais recente.',
}

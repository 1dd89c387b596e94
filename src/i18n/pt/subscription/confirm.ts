import type { Translation } from '../../en.ts'

/** The confirmation of a subscription, and names of what is followed. */
export const confirm: Translation['confirm'] = {
  title: 'Confirme a sua subscrição',
  ask: (address) => `Enviar atualizações para ${address}?`,
  askUnnamed: 'Enviar atualizações para este endereço?',
  follows: 'Pediu para seguir:',
  button: 'Sim, confirmar',
  doneTitle: 'A sua subscrição está ativa',
  done: (address) => `As atualizações serão enviadas para ${address}.`,
  doneUnnamed: 'As atualizações serão enviadas para o seu endereço.',
  next: 'Receberá notícias nossas assim que as houver. Cada mensagem tem uma ligação para alterar ou cancelar.',
  doneOwnedTitle: 'Ligação estabelecida',
  nextOwned:
    'As notícias são enviadas para lá assim que as houver. A ligação para alterar ou cancelar não está nessas mensagens: está num e-mail para o responsável.',
  manage: 'Alterar ou cancelar',
  secretTitle: 'O segredo de assinatura',
  secretHint:
    'Cada mensagem é assinada com ele (Standard Webhooks). Copie-o agora: só é mostrado desta vez. Pode criar um novo a qualquer momento, com a ligação que lhe foi enviada por e-mail.',
  expiredTitle: 'Esta ligação já não é válida',
  expired: 'As ligações de confirmação funcionam durante 24 horas. Subscreva de novo para receber outra.',
  unknownTitle: 'Esta ligação não funciona',
  unknown:
    'Está incompleta, ou não é nossa. Abra de novo a ligação completa da mensagem, ou subscreva outra vez para receber uma nova.',
  again: 'Subscrever de novo',
  moveTitle: 'Confirme o seu novo endereço',
  move: (address) => `Passar a enviar atualizações para ${address}, em vez do endereço usado até agora?`,
  moveFollows: 'O que passa a seguir lá:',
  moveButton: 'Sim, enviar para lá',
  movedTitle: 'O seu endereço foi alterado',
  everything: 'Tudo',
  followed: (name, kinds) => `${name} (${kinds})`,
  gone: 'Algo que já não está na lista',
  kinds: { incident: 'incidentes', maintenance: 'manutenção planeada' },
}

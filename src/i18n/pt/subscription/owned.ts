import type { Translation } from '../../en.ts'

/** On the page of a subscription whose address has an owner: a webhook, a chat room. */
export const owned: Translation['owned'] = {
  title: 'Mensagens enviadas para lá',
  none: 'Ainda nada foi enviado para lá. Envie um teste para ver se chega.',
  waiting: 'À espera de envio',
  next: (time) => `nova tentativa: ${time}`,
  held: (time) => `retida até ${time}`,
  turn: 'aguarda a sua vez',
  last: 'As últimas tentativas',
  earlier: (count) => `Tentativas anteriores (${count})`,
  outcome: { sent: 'Entregue', gone: 'Recusada definitivamente', failed: 'Abandonada', later: 'Falhou' },
  noAnswer: 'sem resposta',
  again: 'Enviar de novo',
  test: 'Enviar um teste',
  secret: 'Novo segredo de assinatura',
  secretHint:
    'Durante 24 horas, as mensagens são também assinadas com cada segredo que este substitui, para que possa mudar sem pressa.',
  secretTitle: 'O seu novo segredo de assinatura',
  secretShown: 'Copie-o agora: só é mostrado desta vez. O anterior continua válido durante 24 horas.',
}

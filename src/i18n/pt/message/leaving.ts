import type { Translation } from '../../en.ts'

/** To an address that left, for whoever else reads there. */
export const left: Translation['mail']['left'] = {
  subject: (site) => `Fim das atualizações de ${site}`,
  stopped: (site, time) =>
    `Alguém com uma ligação dos nossos e-mails, ou o seu programa de e-mail, cancelou todas as atualizações de ${site} para este endereço. Data e hora: ${time}.`,
  stoppedVia: (channel, address, site, time) =>
    `Alguém com a respetiva ligação cancelou todas as atualizações de ${site} por ${channel} para ${address}. Data e hora: ${time}.`,
  until: 'Até então, recebia atualizações sobre:',
  undo: 'Foi um engano, ou há aqui mais alguém que ainda as quer receber? Abra esta página e prima o botão que lá está: tudo volta a ser como antes.',
  button: 'Receber de novo',
  validity: 'A ligação funciona uma vez, durante sete dias.',
  ignore: 'Se foi intencional, não faça nada: este é o último e-mail.',
  goesOn: (who) =>
    `Se foi intencional, não faça nada. Continua a receber os avisos que lhe cabem por indicação de ${who}.`,
}

/** A change of address: the question to the new one, and a note to each of both. */
export const moving: Translation['mail']['moving'] = {
  ask: {
    subject: (site) => `Confirme o seu novo endereço para ${site}`,
    lead: (site, from) =>
      `Alguém que recebe atualizações de ${site} no endereço ${from} pediu que passem a ser enviadas para este endereço.`,
    next: 'Se foi esse o seu pedido, abra esta página e prima o botão que lá está:',
    button: 'Enviar para aqui',
    rest: 'A ligação funciona durante 24 horas. Se não fez este pedido, não faça nada: nada muda.',
  },
  moved: {
    subject: (site) => `As atualizações de ${site} vão para outro endereço`,
    lead: (site, to, time) =>
      `As atualizações de ${site} que chegavam a este endereço passaram a ir para ${to}, a pedido de alguém com uma ligação dos nossos e-mails. Data e hora: ${time}.`,
    next: 'Se não fez este pedido, ou se também as quer receber aqui, volte a subscrever com este endereço:',
    button: 'Subscrever de novo',
    rest: 'Não tem de fazer nada: este é o último e-mail.',
  },
  arrived: {
    subject: (site) => `As atualizações de ${site} chegam agora aqui`,
    lead: (site, from, time) =>
      `As atualizações de ${site} que iam para ${from} passaram a chegar a este endereço, como foi confirmado aqui. Data e hora: ${time}.`,
    next: 'Com esta ligação, vê e altera o que segue, ou cancela tudo. As ligações dos e-mails enviados para o outro endereço não têm efeito aqui:',
    button: 'Gerir a subscrição',
    rest: 'Guarde-a só para si: quem a tiver pode fazer o mesmo.',
  },
}

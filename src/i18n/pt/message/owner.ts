import type { Translation } from '../../en.ts'

/** Mails to whoever answers for a webhook or a chat room. */
export const owner: Translation['mail']['owner'] = {
  subject: {
    connected: (where, site) => `${where}: ligação a ${site} ativa`,
    failing: (where, site) => `${where}: as mensagens de ${site} não chegam`,
    off: (where, site) => `${where}: ${site} já não envia nada para lá`,
  },
  where: (channel, address) => `${channel} (${address})`,
  lead: {
    connected: (where) => `A partir de agora, o que segue é enviado para ${where}.`,
    failing: (where) => `As mensagens para ${where} não chegam há algum tempo. Continuamos a tentar.`,
    off: (where) =>
      `As mensagens para ${where} não chegaram durante tanto tempo, ou foram recusadas definitivamente, que parámos de as enviar.`,
  },
  next: {
    connected:
      'Com esta ligação, altera o que é enviado, envia um teste, ou cancela tudo. Guarde-a bem: quem a tiver pode fazer o mesmo.',
    failing: 'Veja o que o outro lado respondeu, e envie um teste quando estiver corrigido:',
    off: 'Para voltar a receber lá as mensagens, corrija o outro lado e subscreva de novo:',
  },
  button: {
    connected: 'Gerir',
    failing: 'Ver últimas tentativas',
    off: 'Subscrever de novo',
  },
  since: (time) => `Desde ${time}.`,
  why: (reason) => `A última resposta: ${reason}`,
  because: (where, site) =>
    `Recebe este e-mail porque confirmou que as atualizações de ${site} podem ir para ${where}, e foi este o endereço indicado para o responsável.`,
}

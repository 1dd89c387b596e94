import type { Translation } from '../../en.ts'

/** On the page to subscribe: rooms of chats, and webhooks, whose owner is asked by mail. By the channels' names. */
export const connect: Translation['connect'] = {
  title: 'Sala de chat ou webhook',
  summary: 'Teams, Slack, Webex ou um webhook',
  hint: 'Para toda uma equipa. Recebe primeiro uma mensagem por e-mail, e nada é enviado para lá até a confirmar.',
  where: 'Para onde',
  address: 'URL do webhook',
  addressHint:
    'Começa por https://. Quem o tiver pode publicar lá, por isso guardamo-lo cifrado e, depois de aceite, nunca mais o mostramos.',
  owner: 'E-mail do responsável',
  ownerHint: 'O seu: confirma o URL, e é avisado quando as mensagens não chegam.',
  submit: 'Ligar',
  how: 'Onde encontrar o endereço',
  ways: {
    teams: {
      title: 'Microsoft Teams',
      how: 'No menu do canal, escolha Fluxos de trabalho e depois «Publicar num canal quando um pedido de webhook é recebido», permita que «Qualquer pessoa» o acione, e copie o endereço completo, que contém «sig=». Um fluxo destes pertence a uma pessoa e para quando a conta dela é encerrada.',
    },
    slack: {
      title: 'Slack',
      how: 'Adicione a aplicação «Incoming Webhooks», escolha o canal, e copie o URL do webhook.',
    },
    webex: {
      title: 'Webex',
      how: 'No App Hub, ligue «Incoming Webhooks» ao espaço, e copie o URL do webhook.',
    },
    webhook: {
      title: 'Webhook',
      how: 'Um endereço do seu próprio programa, na porta 443 ou 8443. As mensagens são assinadas (Standard Webhooks).',
    },
  },
}

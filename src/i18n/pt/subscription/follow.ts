import type { Translation } from '../../en.ts'

/** The ways to follow, wherever they are offered. The push texts are shown by the page's script. */
export const follow: Translation['follow'] = {
  incident: 'Seguir este incidente',
  platform: 'Seguir esta plataforma',
  maintenance: 'Seguir a manutenção',
  maintenanceHint: 'Receba notícias dos trabalhos planeados nestas plataformas, com os avisos prometidos para cada um.',
  maintenanceAllHint: 'Receba notícias de todos os trabalhos planeados, com os avisos prometidos para cada um.',
  comes: 'Cada atualização até este incidente terminar, e o relatório sobre a causa, se o houver. Depois acaba por si.',
  comesNext: (time) =>
    `Cada atualização, a próxima até ${time}, até este incidente terminar, e o relatório sobre a causa, se o houver. Depois acaba por si.`,
  others: 'Outras formas: feed, Teams, Slack, Webex, webhook',
  closedHint: 'Este caso está encerrado. Para receber notícias do próximo, siga uma plataforma ou tudo.',
  platformHint: 'Receba notícias de cada incidente e dos trabalhos planeados.',
  email: 'E-mail',
  address: 'Endereço de e-mail',
  honeypot: 'Deixe este campo vazio',
  submit: 'Subscrever por e-mail',
  emailHint: 'Recebe primeiro uma mensagem para confirmar o endereço.',
  push: 'Notificações do navegador',
  pushHint: 'Uma notificação curta neste dispositivo por cada atualização. Não é preciso nenhum endereço.',
  pushButton: 'Notificar neste navegador',
  pushNeedsScript: 'As notificações precisam de JavaScript e de um navegador que as suporte.',
  pushIos: 'No iPhone e no iPad, esta página pode enviar notificações depois de estar no ecrã principal.',
  pushIosHow: 'Para receber notificações neste dispositivo, coloque a página no ecrã principal:',
  pushIosSteps: [
    'Toque em Partilhar, o quadrado com uma seta na barra do navegador.',
    'Escolha «Adicionar ao ecrã principal» e depois «Adicionar».',
    'Abra a página a partir do ecrã principal, e escolha aí o que quer seguir.',
  ],
  pushInsecure:
    'Os navegadores só mostram notificações de páginas abertas num endereço https. Abra esta página no endereço dela, por favor, e escolha-as aí.',
  pushUnsupported: 'Este navegador não pode mostrar notificações. O e-mail e os feeds funcionam em todo o lado.',
  pushDenied:
    'As notificações deste site estão bloqueadas nas definições do seu navegador. O e-mail e os feeds também funcionam.',
  pushNothing: 'Escolha primeiro pelo menos uma coisa para seguir.',
  pushAsking: 'O seu navegador pergunta se pode mostrar notificações.',
  pushUnanswered:
    'Ainda sem resposta. Procure a pergunta do seu navegador, muitas vezes um pequeno sino junto ao endereço, ou prima o botão de novo.',
  pushBusy: 'Um momento…',
  pushSilent: 'O seu navegador ou o respetivo serviço de notificações não responde. Tente mais tarde, ou use o e-mail.',
  pushOffline: 'Não há ligação neste momento. Tente novamente quando a recuperar.',
  pushFailed: 'Não funcionou. Tente novamente dentro de momentos, por favor, ou use o e-mail.',
  pushInstead: 'Usar antes o e-mail',
  pushDone: 'Este navegador irá mostrar-lhe as notificações. Para alterar ou cancelar, volte aqui em qualquer altura:',
  pushManage: 'Alterar ou cancelar',
  pushLost: 'De momento, este navegador não recebe notificações. Cada visita tenta retomá-las.',
  pushGone: 'Este navegador já não recebe notificações: o que seguia não é conhecido aqui.',
  pushAgain: 'Escolher de novo o que seguir',
  feeds: 'Feeds',
  feedsHint: 'Para leitores de feeds e salas de chat. Sem registo, e ninguém sabe que os lê.',
  all: 'Todas as formas de receber atualizações',
}

import type { Translation } from '../../en.ts'

export const manage: Translation['manage'] = {
  title: 'A sua subscrição',
  intro: (address) => `As atualizações vão para ${address}.`,
  introPush: 'As atualizações chegam a este navegador como notificações.',
  saved: 'As suas escolhas foram guardadas.',
  what: 'O que segue',
  platforms: 'Plataformas',
  incidents: 'Incidentes individuais',
  settings: 'Idioma e hora',
  locale: 'Idioma',
  timeZone: 'Fuso horário',
  timeZoneHint: 'As horas nas mensagens são indicadas neste fuso.',
  providersTime: (zone) => `${zone} (a hora do prestador)`,
  quietFrom: 'Silêncio a partir de',
  quietTo: 'Silêncio até',
  quietHint:
    'Durante estas horas, os anúncios e lembretes de trabalhos planeados esperam, no máximo até uma hora antes do início. Os incidentes, e as alterações a trabalhos planeados, são comunicados de imediato. Vazio: nunca há silêncio.',
  digest: 'Um resumo semanal dos trabalhos planeados',
  digestHint: 'À segunda-feira, às 08:00, nas semanas em que haja algo planeado.',
  save: 'Guardar',
  moveTitle: 'Alterar o endereço de e-mail',
  moveHint:
    'É enviada para o novo endereço uma ligação para confirmar. Até lá, as atualizações continuam a ir para o atual.',
  newAddress: 'Novo endereço de e-mail',
  move: 'Alterar',
  movingTo: (address) =>
    `Foi enviado um e-mail com uma ligação para ${address}. Assim que for confirmada, as atualizações passam a ir para lá.`,
  stopTitle: 'Cancelar todas as atualizações',
  stopHint: 'Não receberá mais nada nosso aqui. Pode voltar a subscrever a qualquer momento.',
  stop: 'Cancelar tudo',
}

import type { Translation } from '../../en.ts'

/** Browser notifications: short, since systems cut them. */
export const push: Translation['push'] = {
  generalBody: 'Há novidades. Abra a página para as ler.',
  title: (title, masterCase) => (masterCase ? `P1G: ${title}` : title),
  maintenanceTitle: (title) => `Manutenção: ${title}`,
  parts: (parts) => parts.join(' · '),
  toldAfterwards: 'comunicada depois',
  wasPlanned: (when) => `prevista para ${when}`,
  newTime: (when, was) => `agora ${when} (antes: ${was})`,
  endedOtherwise: (when, planned) => `${when} (previsto até ${planned})`,
  until: (time) => `até ${time}`,
  nextBy: (time) => `próxima atualização até ${time}`,
  overSince: (time) => `fim do problema: ${time}`,
  holdUntil: (time) => `em espera até ${time}`,
  wasOnHold: (time) => `esteve em espera até ${time}`,
  reportPutOff: 'Relatório sobre a causa: depois da próxima resolução',
  holdAndUpdate: (time) => `em espera, próxima atualização até ${time}`,
  etr: (time) => `resolução prevista até ${time}`,
  etrPassed: (time) => `previsão ultrapassada: ${time}`,
  confirm: (time) => `Confirme, por favor: sem resposta até ${time}, o caso pode ser encerrado.`,
  reopen: (time) => `Pode ser reaberto até ${time}.`,
  openNew: 'O problema continua? Abra um novo caso.',
  body: (lead, text) => (text ? `${lead}\n${text}` : lead),
}

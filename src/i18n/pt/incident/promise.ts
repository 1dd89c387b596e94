import type { Translation } from '../../en.ts'

/** What we promise about the next update, and whether we keep it. */
export const promise: Translation['promise'] = {
  nextBy: (time) => `Próxima atualização até ${time}`,
  overdue: (time) => `Atualização em atraso desde ${time}`,
  dueNow: 'O prazo da próxima atualização termina agora',
  wasDue: (time) => `A próxima atualização era devida até ${time}`,
  dueSoon: 'prazo a terminar',
  minutesLeft: (minutes) => `dentro de ${minutes} min`,
  hoursLeft: (hours, minutes) => `dentro de ${hours} h ${minutes} min`,
  minutesLate: (minutes) => `${minutes} min de atraso`,
  hoursLate: (hours, minutes) => `${hours} h ${minutes} min de atraso`,
  reportBy: (time) => `Relatório sobre a causa até ${time}`,
  reportOverdue: (time) => `Relatório sobre a causa em atraso desde ${time}`,
  reportPutOff: (time) => `O relatório sobre a causa (prometido até ${time}) virá agora depois da próxima resolução`,
  holdUntil: (time) => `Em espera até ${time}`,
  wasOnHold: (time) => `Esteve em espera até ${time}`,
  etr: (time) => `Previsão de resolução: ${time}`,
  vendor: (vendor) => `As atualizações acompanham as do fornecedor: ${vendor}`,
  etrPassed: (time) => `Previsão de resolução: ${time}, já ultrapassada`,
  reason: (reason) => `Motivo: ${reason}`,
}

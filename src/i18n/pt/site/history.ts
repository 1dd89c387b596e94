import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'

export const history: Translation['history'] = {
  title: 'Histórico',
  heading: (month) => `Incidentes em ${month}`,
  description: (month, site) => `Todos os incidentes de ${site} em ${month}.`,
  none: 'Sem incidentes neste mês: tanto quanto sabemos, nada falhou nem funcionou com limitações.',
  noneSince: (day) => `Sem incidentes desde ${day}: tanto quanto sabemos, nada falhou nem funcionou com limitações.`,
  days: (zone) => `Os dias começam e acabam no fuso horário ${zone}.`,
  quiet: (days) => `${days}: sem incidentes`,
  goesOn: 'Ainda em curso:',
  begunBefore: 'Com início anterior:',
  updates: (n) => plural(n, { one: '{n} atualização', many: '{n} de atualizações', other: '{n} atualizações' }),
  count: (n) => plural(n, { one: '{n} incidente', many: '{n} de incidentes', other: '{n} incidentes' }),
  maintenance: 'Manutenção neste mês',
  newer: (month) => `Mais recente: ${month}`,
  older: (month) => `Mais antigo: ${month}`,
  browse: 'Meses',
}

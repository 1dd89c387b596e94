import type { Translation } from '../en.ts'
import { plural } from './plural.ts'

const lastDays = (days: number) => plural(days, { one: 'Hoje', many: 'Últimos {n} de dias', other: 'Últimos {n} dias' })

export const platform: Translation['platform'] = {
  pageDescription: (name, state) => `${name}: ${state}. Um ano de histórico, incidentes e feeds.`,
  uptime: (percent) => `${percent} de disponibilidade`,
  uptimeOver: (percent, days) => `${percent} de disponibilidade em ${days} dias`,
  uptimeSince: (percent, day) => `${percent} de disponibilidade desde ${day}`,
  uptimeUntil: (percent, day) => `${percent} de disponibilidade até ${day}`,
  uptimeBetween: (percent, from, until) => `${percent} de disponibilidade desde ${from} até ${until}`,
  uptimeOn: (percent, day) => `${percent} de disponibilidade em ${day}`,
  barFine: (days) => `${lastDays(days)}: sem problemas.`,
  barTrouble: (days, troubled) =>
    days === 1
      ? 'Hoje: problemas.'
      : `${lastDays(days)}: ${plural(troubled, {
          one: 'problemas em {n} dia',
          many: 'problemas em {n} de dias',
          other: 'problemas em {n} dias',
        })}.`,
  run: (days, state) => `${days}: ${state}`,
  axis: (days) => `Cada marca é um dia, de há ${days} dias até hoje. Quanto mais alta a marca, pior foi esse dia.`,
  axisSince: (day) => `Cada marca é um dia, desde ${day} até hoje. Quanto mais alta a marca, pior foi esse dia.`,
  legend: 'Estados',
  year: 'O último ano',
  yearNote: 'Cada marca é um dia, do primeiro ao último do mês. Quanto mais alta a marca, pior foi esse dia.',
  monthFine: 'sem problemas',
  dayFine: 'sem problemas neste dia',
  monthTrouble: (n) =>
    plural(n, { one: '{n} dia com problemas', many: '{n} de dias com problemas', other: '{n} dias com problemas' }),
  monthMaintained: (n) =>
    plural(n, {
      one: 'sem problemas, manutenção em {n} dia',
      many: 'sem problemas, manutenção em {n} de dias',
      other: 'sem problemas, manutenção em {n} dias',
    }),
  dayInHistory: 'Este dia no histórico',
  uptimeNote:
    'A disponibilidade tem em conta as interrupções: uma interrupção parcial conta por três décimos do seu tempo. O desempenho degradado não conta, nem a manutenção; um incidente durante a manutenção conta.',
  archived: 'Já não está em uso',
  maintenance: 'Manutenção',
  noMaintenance: 'Não há manutenção planeada nesta plataforma.',
  calendar: 'Calendário de manutenção desta plataforma',
  open: 'Incidentes em aberto',
  incidents: 'Incidentes anteriores',
  none: 'Nenhum incidente nesta plataforma no último ano.',
  noneSince: (day) => `Nenhum incidente anterior nesta plataforma desde ${day}.`,
}

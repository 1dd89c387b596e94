import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'
import { words } from '../words.ts'

export const home: Translation['home'] = {
  description: (site, sentence) => `${sentence} Estado em tempo real, incidentes e histórico de ${site}.`,
  asOf: (changed, made) => `Última alteração: ${changed}; página gerada: ${made}`,
  made: (made) => `Página gerada: ${made}`,
  fares: {
    operational: (names) => `${names} em funcionamento`,
    under_maintenance: (names) => `${names} em manutenção`,
    degraded_performance: (names) => `${names} com limitações`,
    partial_outage: (names) => `${names} em parte sem serviço`,
    major_outage: (names) => `${names} sem serviço`,
  },
  moreNames: (n) => plural(n, { one: 'mais {n}', other: 'mais {n}' }),
  allWork: (n) => `Todas as ${words.number(n)} plataformas funcionam`,
  headline: (parts, works) => {
    const others = plural(works, { one: ' A outra funciona.', other: ' As outras {n} funcionam.' })
    return `${parts.join('; ')}.${works === 0 ? '' : others}`
  },
  and: ';',
  sentence: (text) => `${text}.`,
  since: (time) => `Desde ${time}`,
  moreOpen: (n) =>
    plural(n, {
      one: 'e mais {n} incidente em aberto',
      many: 'e mais {n} de incidentes em aberto',
      other: 'e mais {n} incidentes em aberto',
    }),
  isItMe: 'Afeta-me? Todas as plataformas:',
  askMine: 'Afeta-me? Toque no que utiliza; este dispositivo guarda-o.',
  mineWork: (n) => `Todas as ${n} que utiliza funcionam`,
  nothingOpen: 'Sem incidentes em aberto',
  open: 'Incidentes em aberto',
  platforms: 'Plataformas',
  noPlatforms: 'As plataformas aparecerão aqui depois de configuradas. Os incidentes são publicados aqui na mesma.',
  maintenance: 'Manutenção',
  allMaintenance: 'Os próximos doze meses',
  recent: 'Incidentes recentes',
  noRecent: 'Nenhum incidente foi resolvido nas últimas duas semanas.',
  noneYet: 'Ainda nenhum incidente foi resolvido.',
  allHistory: 'Todos os incidentes anteriores',
}

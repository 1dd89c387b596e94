import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'
import { words } from '../words.ts'

export const home: Translation['home'] = {
  description: (site, overall) => `${overall}. Estado em tempo real, incidentes e histórico de ${site}.`,
  asOf: (changed, made) => `Última alteração: ${changed}; página gerada: ${made}`,
  made: (made) => `Página gerada: ${made}`,
  openCount: (n) =>
    plural(n, {
      one: '{n} incidente em aberto',
      many: '{n} de incidentes em aberto',
      other: '{n} incidentes em aberto',
    }),
  affectedCount: (n, all) =>
    n === 0 ? 'nenhuma plataforma afetada' : `plataformas afetadas: ${words.number(n)} de ${words.number(all)}`,
  nothingOpen: 'Sem incidentes em aberto',
  open: 'Incidentes em aberto',
  platforms: 'Plataformas',
  noPlatforms: 'As plataformas aparecerão aqui depois de configuradas. Os incidentes são publicados aqui na mesma.',
  maintenance: 'Manutenção',
  allMaintenance: 'Os próximos doze meses',
  recent: 'Incidentes recentes',
  noRecent: 'Nenhum incidente foi resolvido nas últimas duas semanas.',
  allHistory: 'Todos os incidentes anteriores',
}

import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'
import { words } from '../words.ts'

export const month: Translation['month'] = {
  title: (month) => `Relatório de ${month}`,
  titleSoFar: (month) => `Relatório de ${month}, até agora`,
  description: (month, site) => `Disponibilidade, incidentes, compromissos e manutenção de ${site} em ${month}.`,
  print: 'Imprimir ou guardar como PDF',
  link: 'Relatório deste mês, para imprimir',
  none: 'Não houve incidentes neste mês.',
  beganOn: (day) => `Este relatório começa em ${day}: não há registos anteriores.`,
  incidents: (n) =>
    plural(n, {
      one: 'Houve {n} incidente neste mês.',
      many: 'Houve {n} de incidentes neste mês.',
      other: 'Houve {n} incidentes neste mês.',
    }),
  masters: (n) =>
    plural(n, {
      one: '{n} deles foi um caso principal (P1G).',
      many: '{n} deles foram casos principais (P1G).',
      other: '{n} deles foram casos principais (P1G).',
    }),
  longest: (duration) => `Dos incidentes terminados, o mais longo durou ${duration}.`,
  open: (n) => plural(n, { one: '{n} ainda não terminou.', other: '{n} ainda não terminaram.' }),
  promised: (kept, due) =>
    `Compromissos sobre atualizações cumpridos no prazo: ${words.number(kept)} de ${words.number(due)}.`,
  notPromised: 'Nenhum compromisso sobre atualizações era devido.',
  heading: 'Incidentes',
  platforms: 'Plataformas',
  platform: 'Plataforma',
  noPlatforms: 'nenhuma',
  uptime: 'Disponibilidade',
  days: 'Dia a dia',
  from: (day) => `desde ${day}`,
  until: (day) => `até ${day}`,
  on: (day) => `em ${day}`,
  began: 'Início',
  lasted: 'Duração',
  lasts: 'ainda não terminou',
  promises: 'Compromissos',
  maintenance: 'Manutenção',
  noMaintenance: 'Neste mês não decorreu nenhuma manutenção que chegasse aos clientes.',
  window: 'Janela',
  planned: 'Previsto',
  actual: 'Decorreu',
  counting:
    'Está aqui tudo o que decorreu neste mês, mesmo que tenha começado antes ou terminado depois. Um compromisso conta no mês em que era devido.',
}

import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'
import { words } from '../words.ts'

const of = (kept: number, due: number) => `${words.number(kept)} de ${words.number(due)}`

/** What became of our promises: the public page, and an incident's record. */
export const promises: Translation['promises'] = {
  title: 'Os nossos compromissos',
  description: (site) => `O que ${site} prometeu sobre atualizações, e se cumpriu.`,
  intro:
    'Cada atualização pública de um incidente em aberto indica até quando virá a seguinte. Aqui vê como foram cumpridos estes compromissos. Os números são calculados a partir das próprias atualizações e não podem ser editados.',
  introReports:
    'Depois de um caso principal, prometemos também um relatório sobre a causa; conta como qualquer outro compromisso.',
  none: 'Nada foi prometido nos últimos doze meses.',
  noneSince: (day) => `Nada foi prometido desde ${day}, o início dos nossos registos.`,
  inTime: (percent) => `${percent} de todos os compromissos foram cumpridos no prazo`,
  counted: (kept, due) => `Compromissos cumpridos no prazo: ${of(kept, due)}`,
  late: (n, worst) =>
    `${plural(n, {
      one: '{n} foi cumprido com atraso',
      many: '{n} foram cumpridos com atraso',
      other: '{n} foram cumpridos com atraso',
    })} (no máximo ${worst})`,
  overdue: (n) => plural(n, { one: '{n} está em atraso agora', other: '{n} estão em atraso agora' }),
  open: (n) => plural(n, { one: '{n} ainda está dentro do prazo', other: '{n} ainda estão dentro do prazo' }),
  worstLate: (by) => `atraso máximo: ${by}`,
  nothingLate: 'Nenhum com atraso',
  worstGap: (gap) => `Maior silêncio entre duas atualizações: ${gap}`,
  overdueOn: {
    first_response: (title, time) => `${title}: primeira resposta em atraso desde ${time}`,
    next_update: (title, time) => `${title}: atualização em atraso desde ${time}`,
    report: (title, time) => `${title}: relatório sobre a causa em atraso desde ${time}`,
  },
  firstResponse: (kept, due, slowest) =>
    `Primeira resposta no prazo: ${of(kept, due)}${slowest === null ? '' : `, a mais lenta ao fim de ${slowest}`}`,
  masters: 'Casos principais',
  figures: 'Todos os números, mês a mês',
  byMonth: 'Mês a mês',
  byIncident: 'Incidente a incidente',
  incidentsHint: (n) =>
    plural(n, {
      one: 'O último incidente.',
      many: 'Os últimos {n} de incidentes, do mais recente para o mais antigo.',
      other: 'Os últimos {n} incidentes, do mais recente para o mais antigo.',
    }),
  month: 'Mês',
  incident: 'Incidente',
  opened: 'Abertura',
  due: 'Devidos',
  kept: 'Cumpridos',
  lateColumn: 'Com atraso',
  worst: 'Atraso máximo',
  gap: 'Maior silêncio',
  firstInTime: 'Primeiras respostas no prazo',
  firstOf: of,
  firstSlowest: 'Primeira resposta mais lenta',
  share: 'No prazo',
  bar: (kept, late) => `no prazo: ${words.number(kept)}; com atraso: ${words.number(late)}`,
  legendKept: 'Cumpridos no prazo',
  legendLate: 'Com atraso ou por cumprir',
  notDue: 'nada devido ainda',
  nothing: 'não há',
  noneDue: 'nada devido',
  notices: 'Avisos de manutenção',
  noticesText: (kept, due) => `Avisos de manutenção prometidos e enviados no prazo: ${of(kept, due)}.`,
  noticesLate: (n) => plural(n, { one: '{n} foi enviado com atraso.', other: '{n} foram enviados com atraso.' }),
  noticesMissed: (n) => plural(n, { one: '{n} não foi enviado a tempo.', other: '{n} não foram enviados a tempo.' }),
  unkept: {
    late: (title, time) => `${title}: aviso com atraso, devido até ${time}`,
    missed: (title, time) => `${title}: aviso não enviado a tempo, devido até ${time}`,
  },
  noNotices: 'Nenhum aviso de manutenção era devido.',
  record: 'Compromissos cumpridos',
  details: 'Cada compromisso',
  firstAfter: (span) => `Primeira resposta: ${span}`,
  by: {
    first_response: (time) => `Primeira resposta até ${time}`,
    next_update: (time) => `Atualização até ${time}`,
    report: (time) => `Relatório sobre a causa até ${time}`,
  },
  state: {
    kept: 'no prazo',
    late: 'com atraso',
    open: 'ainda dentro do prazo',
    overdue: 'em atraso',
  },
  lateBy: (by) => `${by} de atraso`,
  all: 'Como cumprimos os nossos compromissos',
}

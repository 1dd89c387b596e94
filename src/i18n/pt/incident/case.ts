import type { Translation } from '../../en.ts'

/** What the status of a case means for its customers, what they can do, and until when. */
export const caseWords: Translation['caseWords'] = {
  /** After "por". */
  way: {
    phone: 'telefone',
    chat: 'chat',
    mail: 'resposta a um e-mail do caso',
  },
  by: (ways) => `por ${ways}`,
  beside: (status, phase) => `${status} · ${phase}`,
  confirm: (time, ways) =>
    `Já funciona do seu lado? Diga-nos, por favor${ways === null ? '' : `, ${ways}`}. Sem resposta até ${time}, o caso pode ser encerrado.`,
  reopen: (time, ways) =>
    `O problema continua? Até ${time}, reabrimos o caso${ways === null ? '' : `: contacte-nos ${ways}`}. Depois disso, abra um novo, que associamos a este.`,
  openNew: 'Se o problema continua, abra um novo caso: associamo-lo a este, que se mantém encerrado.',
  ended: (status, time) => `${status}: ${time}`,
  designated: 'Passou a caso principal (P1G)',
  designatedMeaning:
    'Um só problema afeta várias organizações. Damos-lhe atenção imediata e contínua, e publicamos atualizações pelo menos de hora a hora.',
  withdrawn: (priority) => `Deixou de ser caso principal, agora ${priority}`,
}

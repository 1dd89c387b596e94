import type { Translation } from '../../en.ts'

/** Where whom a customer named sees its own entry. */
export const contact: Translation['contact'] = {
  title: 'O seu registo',
  lead: (address, site) => `É isto que ${site} tem registado para ${address}.`,
  told: 'Recebe avisos por indicação da sua organização. Só a nossa equipa vê este registo; nada dele é publicado.',
  namedBy: (organisation) => `Indicação de ${organisation}`,
  name: 'Nome',
  jobTitle: 'A sua função',
  phone: 'Telefone',
  locale: 'Idioma das mensagens',
  zone: 'Fuso horário das mensagens',
  providersTime: (zone) => `O do prestador (${zone})`,
  rank: 'Ordem',
  rankWords: { primary: 'Titular', backup: 'Suplente: recebe os avisos em conjunto com o titular' },
  purposes: 'Indicação para',
  purpose: {
    master_case: 'Casos principais: cada atualização de imediato, 24 horas por dia',
    maintenance: 'Manutenção: cada aviso, como prometido',
    escalation: 'Lista de escalamento da sua organização: contactada por uma pessoa',
  },
  nothing: 'Nada: não lhe são enviados avisos',
  none: 'Sem registo',
  confirmed: (time) => `Última confirmação: ${time}`,
  asked: (time) => `Pediu uma alteração (${time}). A nossa equipa irá decidir.`,
  waits: 'O que pediu aguarda a nossa equipa. Depois da decisão, pode confirmar aqui que o seu registo está certo.',
  right: 'Sim, está certo',
  wrong: 'Há algo errado',
  wrongHint:
    'Altere o que está errado, ou descreva-o por palavras. A nossa equipa analisa o pedido antes de alterar seja o que for. Para registar outro endereço de e-mail, indique-o aqui.',
  message: 'O que mais devemos saber',
  messageHint: 'Por exemplo: «Saí da empresa; indiquem, por favor, Sam Lee, sam@example.com.»',
  send: 'Pedir alteração',
  doneConfirmed: 'Agradecemos. O seu registo está confirmado.',
  doneAsked: 'Agradecemos. A nossa equipa recebeu o seu pedido e irá decidir. Nada muda até lá.',
  /** What is wrong with a field of the form. */
  fault: {
    name: 'Indique um nome com 120 caracteres no máximo.',
    title: 'Indique o que esta pessoa faz em 120 caracteres no máximo.',
    phone: 'Indique um número de telefone como +351 210 000 000.',
    timeZone: 'Escolha um fuso horário como Europe/Lisbon.',
    message: 'Diga-o em 1000 caracteres no máximo.',
    choice: 'Escolha uma das opções apresentadas.',
  },
  nothingAsked: 'Altere alguma coisa, ou diga o que está errado.',
  tooOften: 'Pediu muitas alterações hoje. A última fica guardada; escreva-nos, por favor, ou tente novamente amanhã.',
  endedTitle: 'Esta ligação terminou',
  ended:
    'O registo a que pertencia tem agora outro endereço, ou já não existe. Se ainda recebe avisos, use a ligação do mais recente.',
  unknownTitle: 'Esta ligação não funciona',
  unknown: 'Está incompleta, ou não é nossa: por vezes, os programas de e-mail cortam uma ligação longa em duas.',
}

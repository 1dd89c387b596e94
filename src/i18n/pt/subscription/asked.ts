import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'

/** The page after asking to follow. It says the same whatever is known of the address. */
export const asked: Translation['asked'] = {
  title: 'Veja agora a sua caixa de correio',
  sent: (address) => `Uma mensagem vai a caminho de ${address}, se esse endereço puder receber e-mails nossos.`,
  sentFor: (address, place) =>
    `Uma mensagem vai a caminho de ${address}, se esse endereço puder receber e-mails nossos. Pergunta se deve ser estabelecida a ligação a ${place}.`,
  more: (n) => plural(n, { one: 'e mais um', many: 'e mais {n}', other: 'e mais {n}' }),
  next: 'O que acontece a seguir',
  steps: [
    'Abra a mensagem, e a ligação que ela contém. Não recebe nada até o ter feito.',
    'A ligação funciona durante 24 horas. Se voltar a pedir entretanto, não é enviada uma segunda mensagem: a primeira confirma ambos os pedidos.',
    'Não chegou nada após alguns minutos? Veja na pasta de spam ou de lixo eletrónico.',
  ],
  stop: 'Mudou de ideias? Não abra a ligação, e nada será enviado. Mais tarde, cada mensagem tem uma ligação para alterar ou cancelar.',
  stopOwned:
    'Mudou de ideias? Não abra a ligação, e nada será enviado. Mais tarde, a ligação para alterar ou cancelar está num e-mail à pessoa responsável.',
  wrong: 'O endereço está errado, ou falta alguma coisa?',
  again: 'Pedir de novo',
}

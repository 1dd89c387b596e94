import type { Translation } from '../../en.ts'

/** Of every form that could not be accepted: what is wrong, and what to do. Names the field, never who filled it in. */
export const form: Translation['form'] = {
  errorTitle: (title) => `Erro: ${title}`,
  heading: 'Há um problema',
  at: (label, says) => `${label}: ${says}`,
  fault: {
    missing: 'Introduza o seu endereço de e-mail.',
    address: 'Este endereço de e-mail não pode estar certo. Introduza um como anna@example.org.',
    room: 'Introduza o endereço para onde se podem enviar mensagens. Para receber só por e-mail, esvazie os campos da sala de chat.',
    owner: 'Introduza o seu endereço de e-mail, como anna@example.org, para o confirmar.',
    nothing: 'Escolha pelo menos uma coisa para seguir.',
    nothingLeft:
      'Escolha pelo menos uma coisa para seguir. Para não receber mais nada, use «Cancelar tudo», mais abaixo.',
    gone: 'Algo que foi escolhido já não existe para ser seguido. Reveja as escolhas e envie-as de novo.',
    kinds: 'Escolha o que quer receber: incidentes, manutenção planeada, ou ambos.',
    timeZone: 'Escolha um fuso horário da lista.',
    quiet: 'Indique de quando até quando há silêncio, em duas horas diferentes, ou deixe ambos os campos vazios.',
    until: 'Escolha da lista até quando adiar. As horas propostas podem já ter passado.',
    reason: 'Diga porque tem de esperar.',
    reasonLong: 'Use 500 caracteres no máximo.',
    noteLong: 'Uma nota é uma linha de 500 caracteres no máximo.',
    nothingBefore:
      'Até lá não há mais nenhum passo da escala de alertas, por isso o adiamento não silenciaria nada. Nada foi alterado.',
    due: 'O prazo é agora, por isso não pode ser adiado. Nada foi alterado.',
    putOff: 'Já foi adiado, e isso só se faz uma vez. Nada foi alterado.',
    stillWaiting: 'Esta mensagem ainda está à espera de envio. Nada foi alterado.',
    tooOld: 'Esta mensagem já não pode ser enviada de novo. Nada foi alterado.',
    tooManySecrets:
      'Já há cinco segredos de assinatura válidos. Crie outro 24 horas depois de o mais antigo ter sido substituído.',
    action: 'Não chegou a indicação do que fazer. Prima de novo um dos botões. Nada foi alterado.',
  },
  foreign: (own) =>
    `Este formulário foi enviado de outro site, por isso nada foi feito. Se quer receber atualizações, use, por favor, o formulário em ${own}.`,
  elsewhere: (used, own) =>
    `Este formulário foi enviado de ${used}, mas pertence a ${own}, por isso nada foi feito. Não há nada de errado no que introduziu: envie o formulário lá. Se esse endereço não abrir, esta página está mal configurada; informe quem a gere.`,
  limited: (wait) => `Houve demasiados pedidos a partir daqui. Nada foi alterado; tente novamente dentro de ${wait}.`,
}

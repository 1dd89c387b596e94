import type { Translation } from '../../en.ts'

/** What the support plan promises beyond numbers: rules that hold for every customer. */
export const plan: Translation['plan'] = {
  example: {
    P1G: 'Por exemplo: as chamadas falham para muitos clientes.',
    P1: 'Por exemplo: o circuito de um local está em baixo.',
    P2: 'Por exemplo: as chamadas caem de vez em quando ao serem transferidas.',
    P3: 'Por exemplo: a presença está errada para vários utilizadores, ou um telefone não está registado.',
    P4: 'Por exemplo: a luz de mensagens de um utilizador não se apaga.',
  },
  asRequested: (every) => `${every}, ou conforme o seu pedido`,
  priorityNotes: [
    'Enquanto um fornecedor trabalha num caso, os tempos de resposta e de atualização podem ser outros. Indicamos-lhe os do fornecedor a pedido.',
    'Podemos acordar consigo outras condições para um caso.',
  ],
  masterCases: 'Casos principais (P1G)',
  masterCaseNotes: [
    'Quando verificamos que um só problema afeta várias organizações, abrimos um caso principal com a prioridade P1G. Só nós tomamos essa decisão.',
    'É tratado de imediato e sem interrupção, e publicado neste site com uma atualização de hora a hora.',
    'Pode seguir um incidente, ou tudo sobre uma plataforma que utiliza.',
  ],
  follow: 'Seguir um incidente ou uma plataforma',
  mainContacts: 'Os seus pontos de contacto principais',
  mainContactNotes: [
    'A sua organização indica os seus pontos de contacto principais: as pessoas que podem abrir casos connosco. Os utilizadores dirigem-se primeiro a elas; elas filtram o que chega e submetem o que precisa de nós.',
    'Dê-nos o nome, a função, o número de telefone e o endereço de e-mail de cada uma. Diga quem é titular e quem é suplente, a quem comunicamos os casos principais e a quem a manutenção.',
    'Quem indicar para casos principais recebe cada atualização de imediato e 24 horas por dia, tanto titulares como suplentes; para manutenção, cada aviso conforme prometido. Cancelar a subscrição nesta página não põe fim a isso.',
    'Dê-nos também a sua própria lista de escalamento: a quem ligamos do seu lado. Ninguém nela é avisado automaticamente.',
    'Para indicar, corrigir ou retirar alguém, escreva ao suporte ou telefone-nos. As pessoas indicadas também podem verificar o próprio registo através da ligação em cada aviso.',
    'São pessoas suas, não nossas: os nomes e os números nunca são publicados.',
  ],
  portalAccount: 'Cada contacto técnico recebe uma conta no portal.',
  changes: 'Pedidos de alteração',
  changesHint: 'Mudanças, adições, alterações e eliminações.',
  selfService: 'Pode fazer muitas delas diretamente no portal.',
  hourlyFee: 'O que a nossa equipa faz por si tem um preço por hora, contado em quartos de hora.',
  request: 'Pedido',
  speed: { standard: 'Normal', expedited: 'Prioritário' },
  withFee: (speed) => `${speed}, com preço próprio`,
  answer: 'Primeira resposta',
  done: 'Execução habitual',
  changeNotes: [
    'Se uma operadora precisar de mais tempo, avisamos.',
    'Um pedido que chegue fora deste horário é tratado no dia útil seguinte. Se for urgente, conta como prioritário e é executado pela equipa que está disponível 24 horas por dia.',
    'Os pedidos têm os mesmos estados que os casos, e precisam da aprovação de um dos seus pontos de contacto principais.',
  ],
  noticesSay:
    'Cada aviso diz quando, que plataformas são afetadas, o que é feito e porquê. Pode seguir-se uma nota sobre as novidades.',
  unscheduled: 'Manutenção não programada',
  unscheduledNotes: (from, until, zone) =>
    `Para o que não pode esperar. Fazemos todos os possíveis para a manter fora do período das ${from} às ${until} (${zone}), e reservamo-nos o direito de a fazer a qualquer hora. Quem segue é avisado por e-mail o mais cedo possível, no início e no fim; por vezes só depois, o que o aviso então diz.`,
}

import type { Translation } from '../../en.ts'

/** A customer's own page. */
export const organisation: Translation['organisation'] = {
  title: (name) => `${name}: a sua página de estado`,
  lead: (site) => `O que utiliza de ${site}, que contactos nos indicou, e quem deles recebeu que avisos.`,
  customerNumber: (number) => `Número de cliente ${number}`,
  secret:
    'Quem tiver o endereço desta página pode vê-la. Partilhe-o com cuidado, e diga-nos se deve deixar de funcionar.',
  platforms: 'As suas plataformas',
  noPlatforms: 'Não temos nenhuma plataforma registada para a sua organização.',
  since: (time) => `desde ${time}`,
  overYear: (percent) => `${percent} num ano`,
  open: 'Incidentes em aberto que afetam a sua organização',
  noneOpen: 'Nenhum.',
  nextBy: (time) => `Próxima atualização até ${time}`,
  wasDue: (time) => `A próxima atualização era devida até ${time}`,
  windows: 'Manutenção planeada',
  noWindows: 'Nenhuma planeada para os próximos doze meses.',
  contacts: 'Contactos que indicou',
  noContacts:
    'Ninguém. Indique-nos alguém para casos principais e para manutenção: de outro modo, nenhum aviso chega à sua organização.',
  person: 'Nome',
  purposes: 'Indicação para',
  reach: 'Contacto',
  rank: { primary: 'Titular', backup: 'Suplente' },
  purpose: {
    master_case: 'casos principais',
    maintenance: 'manutenção',
    escalation: 'a sua lista de escalamento',
  },
  forNothing: 'nada',
  works: 'Em uso',
  worksNot: 'Não funciona: nada é enviado para aqui',
  confirmed: (time) => `confirmação: ${time}`,
  proofs: 'Quem foi avisado',
  proofsLead:
    'Os últimos doze meses, do mais recente para o mais antigo. «Entregue ao servidor» significa que o servidor de correio aceitou a mensagem; alguns indicam mais tarde se chegou.',
  noProofs: 'Nos últimos doze meses, não havia avisos a enviar-lhe.',
  more: 'Há mais: o ano inteiro está no ficheiro.',
  erased: 'alguém cujos dados foram entretanto apagados',
  toldTo: (person, result) => `${person}: ${result}`,
  resultAt: (result, time) => `${result}, ${time}`,
  download: 'Transferir em CSV',
  check: 'Como verificar',
  checkLead: (site) =>
    `Estas linhas também estão abaixo da tabela no ficheiro. Envie-nos o ficheiro, ou estas linhas: com elas, ${site} pode dizer, mesmo daqui a anos, se a tabela é a que foi feita aqui, e se o seu próprio registo de auditoria foi alterado desde então.`,
  corrections: 'Há algo errado?',
  writeTo: (address) =>
    `Escreva para ${address}. Os contactos que indicou também podem corrigir o próprio registo através da ligação em cada aviso.`,
  seeSupport:
    'A página de suporte diz como nos contactar. Os contactos que indicou também podem corrigir o próprio registo através da ligação em cada aviso.',
  support: 'Suporte',
  unknownTitle: 'Esta ligação não funciona',
  unknown:
    'Está incompleta, ou foi desativada. Peça uma nova à pessoa que lha deu, ou escreva-nos: a página de suporte diz como.',
}

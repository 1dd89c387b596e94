import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'

/** What other sites can show of this one. */
export const embed: Translation['embed'] = {
  title: 'Para o seu próprio site',
  description: (site) => `Emblemas e uma faixa que mostram o estado de ${site} noutros sites.`,
  intro:
    'Mostre no seu próprio site como estão os nossos serviços. Tudo aqui são simples ficheiros: mantêm-se atualizados por si, não contam ninguém e podem ser usados livremente.',
  badges: 'Emblemas',
  badgesHint: 'Uma imagem com o estado atual e, enquanto houver uma atualização prometida, até quando chega.',
  alt: (name) => `Estado de ${name}`,
  platforms: (n) =>
    plural(n, {
      one: 'O emblema de {n} plataforma',
      many: 'Os emblemas de {n} de plataformas',
      other: 'Os emblemas de {n} plataformas',
    }),
  html: 'Código (HTML)',
  markdown: 'Código (Markdown)',
  bannerTitle: 'Faixa',
  bannerHint:
    'Uma faixa no topo da sua página enquanto um caso principal estiver aberto ou decorrer uma manutenção que os clientes notem; no resto do tempo, nada. Os leitores podem fechá-la.',
  bannerCode: 'Para qualquer página, onde quer que esteja',
  bannerPlatforms: 'O mesmo, para algumas plataformas e numa só língua',
  bannerPolicy: (origin) =>
    `Uma página com uma política de segurança de conteúdos tem de permitir ${origin} em script-src (ou dar ao script o seu nonce) e em connect-src.`,
  programmes: 'Manutenção planeada num portal',
  programmesHint: 'Uma lista das próximas janelas de um programa e os endereços de que é feita.',
  programmeCode: 'As próximas janelas, em lista',
  data: 'Dados (JSON)',
  calendar: 'Calendário (ICS)',
  copy: 'Copiar',
  /** Read out: of which piece of code. */
  copyOf: (what) => `Copiar: ${what}`,
  copied: 'Copiado',
  copiedOf: (what) => `Copiado: ${what}`,
  offer: 'Mostrar o estado no seu próprio site: emblemas e uma faixa',
  banner: {
    label: (site) => `Estado de ${site}`,
    incident: 'Incidente',
    maintenance: 'Manutenção',
    since: (time) => `Desde ${time}`,
    ends: (time) => `Fim previsto: ${time}`,
    asOf: (time) => `Dados de ${time}`,
    close: (title) => `Fechar: ${title}`,
    more: (n) => `e mais ${n}`,
  },
}

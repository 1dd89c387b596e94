import type { Translation } from '../../en.ts'

/** What every page carries around its content. */
export const page: Translation['page'] = {
  /** A name that says "estado" or "status" by itself does not get another. */
  title: (page, site) => `${page} · ${/^estado\b|\bstatus$/i.test(site) ? site : `Estado de ${site}`}`,
  skip: 'Ir para o conteúdo',
  navigation: 'Principal',
  menu: 'Menu',
  home: 'Estado',
  maintenance: 'Manutenção',
  history: 'Histórico',
  promises: 'Os nossos compromissos',
  help: 'Suporte',
  subscribe: 'Subscrever',
  demo: 'Isto é uma demonstração.',
  fictional: 'O prestador, as suas plataformas e os seus incidentes são fictícios.',
  feeds: 'Feeds',
  more: 'Mais',
  languages: 'Idiomas',
  support: 'Contactar o suporte',
  made: (zone, time) => `O fuso horário desta página é ${zone}. Página gerada: ${time}.`,
  stale: (time) =>
    `Esta página pode estar desatualizada: não há notícias desde as ${time} (no seu fuso). Continua a tentar automaticamente.`,
  kept: (time) =>
    `Última versão vista: ${time} (no seu fuso). Está sem ligação, ou esta página não está acessível: o que aconteceu desde então não é mostrado.`,
  back: 'A página está de novo acessível e atualizada.',
  goBack: 'Voltar',
  checkedNow: 'Verificada agora mesmo',
  checkedAgo: (minutes) => `Verificada há ${minutes} min`,
  titled: (name, state) => `${name}: ${state}`,
  nameless: 'Estado dos serviços',
  shortName: 'Estado',
}

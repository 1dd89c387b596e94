import type { Translation } from '../../en.ts'

export const page: Translation['page'] = {
  /** A name that says "estado" or "status" by itself does not get another. */
  title: (page, site) => `${page} · ${/^estado\b|\bstatus$/i.test(site) ? site : `Estado de ${site}`}`,
  skip: 'Ir al contenido',
  navigation: 'Principal',
  menu: 'Menú',
  home: 'Estado',
  maintenance: 'Mantenimiento',
  history: 'Historial',
  promises: 'Nuestros compromisos',
  help: 'Soporte',
  subscribe: 'Suscribirse',
  demo: 'Esto es una demostración.',
  fictional: 'El proveedor, sus plataformas y sus incidentes son ficticios.',
  feeds: 'Fuentes web',
  more: 'Más',
  languages: 'Idiomas',
  support: 'Contactar con soporte',
  made: (zone, time) => `La zona horaria de esta página es ${zone}. Página generada: ${time}.`,
  stale: (time) =>
    `Esta página puede no estar al día. Sin noticias desde: ${time} (su hora). Sigue intentándolo por sí sola.`,
  kept: (time) =>
    `Página cargada: ${time} (su hora). No hay conexión, o no se puede acceder a esta página: lo ocurrido desde entonces no se muestra.`,
  back: 'Se puede acceder de nuevo a la página, y está al día.',
  goBack: 'Atrás',
  checkedNow: 'Comprobado ahora mismo',
  checkedAgo: (minutes) => `Comprobado hace ${minutes} min`,
  titled: (name, state) => `${name}: ${state}`,
  nameless: 'Estado del servicio',
  shortName: 'Estado',
}

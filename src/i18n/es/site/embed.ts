import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'

/** What other sites can show of this one. */
export const embed: Translation['embed'] = {
  title: 'Para su propio sitio',
  description: (site) => `Insignias y una barra que muestran el estado de ${site} en otros sitios.`,
  intro:
    'Muestre en su propio sitio cómo están nuestros servicios. Todo son simples archivos: se mantienen al día por sí solos, no cuentan a nadie y pueden usarse libremente.',
  badges: 'Insignias',
  badgesHint: 'Una imagen con el estado actual y, mientras haya una actualización prometida, para cuándo se espera.',
  alt: (name) => `Estado de ${name}`,
  platforms: (n) =>
    plural(n, {
      one: 'La insignia de {n} plataforma',
      many: 'Las insignias de {n} de plataformas',
      other: 'Las insignias de {n} plataformas',
    }),
  html: 'Código (HTML)',
  markdown: 'Código (Markdown)',
  bannerTitle: 'Barra',
  bannerHint:
    'Una barra en la parte superior de su página mientras haya un caso maestro abierto o un mantenimiento en curso que los clientes noten; el resto del tiempo, nada. Los lectores pueden cerrarla.',
  bannerCode: 'Para cualquier página, esté donde esté',
  bannerPlatforms: 'Lo mismo, para algunas plataformas y en un solo idioma',
  bannerPolicy: (origin) =>
    `Una página con una política de seguridad de contenido debe permitir ${origin} en script-src (o dar al script su nonce) y en connect-src.`,
  programmes: 'Mantenimiento planificado en un portal',
  programmesHint: 'Una lista de las próximas ventanas de un programa y las direcciones de las que procede.',
  programmeCode: 'Las próximas ventanas, en una lista',
  data: 'Datos (JSON)',
  calendar: 'Calendario (ICS)',
  copy: 'Copiar',
  /** Read out: of which piece of code. */
  copyOf: (what) => `Copiar: ${what}`,
  copied: 'Copiado',
  copiedOf: (what) => `Copiado: ${what}`,
  offer: 'Mostrar el estado en su propio sitio: insignias y una barra',
  banner: {
    label: (site) => `Estado de ${site}`,
    incident: 'Incidente',
    maintenance: 'Mantenimiento',
    since: (time) => `Desde ${time}`,
    ends: (time) => `Fin previsto: ${time}`,
    asOf: (time) => `Datos de ${time}`,
    close: (title) => `Cerrar: ${title}`,
    more: (n) => `y ${n} más`,
  },
}

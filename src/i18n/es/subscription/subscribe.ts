import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'

export const subscribe: Translation['subscribe'] = {
  title: 'Recibir actualizaciones',
  description: (site) => `Siga ${site} por correo electrónico, notificaciones del navegador o fuentes web.`,
  intro: 'Elija qué seguir y cómo quiere enterarse. Puede detenerlo en cualquier momento.',
  what: 'Qué seguir',
  everything: 'Todo',
  everythingHint: 'Todas las plataformas, las actuales y las futuras, salvo que elija más abajo.',
  platforms: (n) =>
    plural(n, {
      one: 'Solo una plataforma',
      many: 'Solo algunas de {n} de plataformas',
      other: 'Solo algunas de {n} plataformas',
    }),
  incidents: 'Solo un incidente abierto',
  kinds: 'Sobre qué recibirá noticias',
  incident: 'Incidentes',
  maintenance: 'Mantenimiento programado',
  how: 'Cómo enterarse',
  comes:
    'Cada novedad en cuanto la hay. Puede cambiarlo o detenerlo en cualquier momento; lo que sigue a un solo incidente termina con él.',
  asked: 'Si esta dirección puede recibir correo, un mensaje pide allí la confirmación en un plazo de 24 horas.',
}

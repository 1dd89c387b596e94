import type { rooms as english } from '../../en/message/rooms.ts'

export const rooms: typeof english = {
  test: {
    title: (site) => `Mensaje de prueba de ${site}`,
    state: 'Esto es una prueba. No ha ocurrido nada.',
    text: 'La pidió quien conectó esta sala. Las novedades sobre incidentes y mantenimiento programado se verán así.',
  },
  platform: 'Ver la página de la plataforma',
  site: 'Ver la página de estado',
}

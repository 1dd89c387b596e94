import type { Translation } from '../../en.ts'

export const manage: Translation['manage'] = {
  title: 'Su suscripción',
  intro: (address) => `Las actualizaciones se envían a ${address}.`,
  introPush: 'Las actualizaciones llegan a este navegador como notificaciones.',
  saved: 'Sus preferencias se han guardado.',
  what: 'Lo que usted sigue',
  platforms: 'Plataformas',
  incidents: 'Incidentes concretos',
  settings: 'Idioma y hora',
  locale: 'Idioma',
  timeZone: 'Zona horaria',
  timeZoneHint: 'Las horas de los mensajes se indican en esta zona.',
  providersTime: (zone) => `${zone} (la hora del proveedor)`,
  quietFrom: 'Silencio desde',
  quietTo: 'Silencio hasta',
  quietHint:
    'En estas horas, los anuncios y recordatorios de trabajos programados esperan, como mucho hasta una hora antes de que empiecen. Los incidentes y los cambios en los trabajos programados se comunican al momento. Vacío: nunca hay silencio.',
  digest: 'Un resumen semanal de los trabajos programados',
  digestHint: 'Los lunes a las 08:00, en las semanas en que hay algo programado.',
  save: 'Guardar',
  moveTitle: 'Cambiar la dirección de correo electrónico',
  moveHint:
    'A la nueva dirección se le envía un enlace de confirmación. Hasta entonces, las actualizaciones siguen llegando a la actual.',
  newAddress: 'Nueva dirección de correo electrónico',
  move: 'Cambiar',
  movingTo: (address) =>
    `Se ha enviado un correo con un enlace a ${address}. En cuanto se confirme, las actualizaciones llegarán allí.`,
  stopTitle: 'Detener todas las actualizaciones',
  stopHint: 'Aquí no recibirá nada más de nosotros. Puede suscribirse de nuevo en cualquier momento.',
  stop: 'Detener todo',
}

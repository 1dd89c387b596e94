import type { Translation } from '../../en.ts'

export const unsubscribe: Translation['unsubscribe'] = {
  title: 'Detener las actualizaciones',
  ask: (address) => `¿Dejar de enviar actualizaciones a ${address}?`,
  askUnnamed: '¿Dejar de enviar actualizaciones a esta dirección?',
  button: 'Sí, detener',
  instead:
    'Si prefiere cambiar lo que usted sigue, use el enlace «Elegir qué recibir» de nuestro mensaje más reciente.',
  doneTitle: 'Baja confirmada',
  done: 'No se le enviarán más actualizaciones.',
  undo: '¿Era una dirección de correo electrónico, un webhook o una sala de chat? Entonces un último correo, a la dirección o a la persona responsable, trae un enlace con el que esto se puede deshacer durante siete días.',
  again: 'Suscribirse de nuevo',
  backTitle: 'Volver a recibir actualizaciones',
  askBack: (address) => `¿Volver a enviar actualizaciones a ${address}, como antes? Eran sobre:`,
  backButton: 'Sí, como antes',
  backDoneTitle: 'Las actualizaciones vuelven',
  back: (address) => `Las actualizaciones vuelven a enviarse a ${address}, como antes.`,
  manage: 'Elegir qué recibir',
  overTitle: 'Este enlace ya no es válido',
  over: 'Funciona una sola vez, durante siete días. Ahora no se ha cambiado nada.',
  endedTitle: 'Esta suscripción ha terminado',
  ended: 'La suscripción a la que pertenecía este enlace ya no envía nada. Ahora no se ha cambiado nada.',
  unknownTitle: 'Este enlace no funciona',
  unknown:
    'No está completo o no es nuestro: a veces los programas de correo cortan en dos un enlace largo. No se ha cambiado ni detenido nada.',
  newest: '¿Sigue recibiendo mensajes nuestros? Entonces use los enlaces al final del más reciente.',
}

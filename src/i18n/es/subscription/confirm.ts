import type { Translation } from '../../en.ts'

export const confirm: Translation['confirm'] = {
  title: 'Confirme su suscripción',
  ask: (address) => `¿Enviar actualizaciones a ${address}?`,
  askUnnamed: '¿Enviar actualizaciones a esta dirección?',
  follows: 'Ha pedido seguir:',
  button: 'Sí, confirmar',
  doneTitle: 'Suscripción confirmada',
  done: (address) => `Las actualizaciones se enviarán a ${address}.`,
  doneUnnamed: 'Las actualizaciones se enviarán a su dirección.',
  next: 'Tendrá noticias nuestras en cuanto haya novedades. Cada mensaje lleva un enlace para cambiarlo o detenerlo.',
  doneOwnedTitle: 'Conexión establecida',
  nextOwned:
    'Las novedades se envían allí en cuanto las hay. El enlace para cambiarlo o detenerlo no está en esos mensajes, sino en un correo a la persona responsable.',
  manage: 'Cambiar o detener',
  secretTitle: 'El secreto de firma',
  secretHint:
    'Cada mensaje se firma con él (Standard Webhooks). Cópielo ahora: solo se muestra esta vez. Puede crear uno nuevo en cualquier momento con el enlace que se le envió por correo.',
  expiredTitle: 'Este enlace ya no es válido',
  expired: 'Los enlaces de confirmación funcionan durante 24 horas. Suscríbase de nuevo para recibir otro.',
  unknownTitle: 'Este enlace no funciona',
  unknown:
    'Está incompleto o no es nuestro. Abra de nuevo el enlace completo del mensaje, o suscríbase otra vez para recibir uno nuevo.',
  again: 'Suscribirse de nuevo',
  moveTitle: 'Confirme su nueva dirección',
  move: (address) =>
    `¿Enviar a partir de ahora las actualizaciones a ${address}, en lugar de a la dirección que tenía hasta ahora?`,
  moveFollows: 'Lo que se seguirá allí desde entonces:',
  moveButton: 'Sí, enviarlas allí',
  movedTitle: 'Su dirección ha cambiado',
  everything: 'Todo',
  followed: (name, kinds) => `${name} (${kinds})`,
  gone: 'Algo que ya no figura en la página',
  kinds: { incident: 'incidentes', maintenance: 'mantenimiento programado' },
}

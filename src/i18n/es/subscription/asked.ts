import type { Translation } from '../../en.ts'

export const asked: Translation['asked'] = {
  title: 'Ahora mire su correo',
  sent: (address) => `Hay un mensaje en camino a ${address}, si esa dirección puede recibir nuestro correo.`,
  sentFor: (address, place) =>
    `Hay un mensaje en camino a ${address}, si esa dirección puede recibir nuestro correo. En él se pregunta si se debe conectar ${place}.`,
  more: (n) => `y ${n} más`,
  next: 'Qué pasa ahora',
  steps: [
    'Abra el mensaje y el enlace que contiene. Hasta entonces no recibirá nada.',
    'El enlace funciona durante 24 horas. Si vuelve a pedirlo enseguida, no se envía un segundo mensaje: el primero confirma entonces ambas cosas.',
    '¿No llega nada en unos minutos? Mire en la carpeta de correo no deseado o spam.',
  ],
  stop: '¿Ha cambiado de idea? No abra el enlace y no se enviará nada. Más adelante, cada mensaje lleva un enlace para cambiarlo o detenerlo.',
  stopOwned:
    '¿Ha cambiado de idea? No abra el enlace y no se enviará nada. Más adelante, el enlace para cambiarlo o detenerlo está en un correo a la persona responsable.',
  wrong: '¿La dirección no es correcta o falta algo?',
  again: 'Pedirlo de nuevo',
}

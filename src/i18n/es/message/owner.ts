import type { Translation } from '../../en.ts'

export const owner: Translation['mail']['owner'] = {
  subject: {
    connected: (where, site) => `Conexión de ${where} con ${site}`,
    failing: (where, site) => `${where}: los mensajes de ${site} no llegan`,
    off: (where, site) => `${where}: ${site} ya no envía nada allí`,
  },
  where: (channel, address) => `${channel} (${address})`,
  lead: {
    connected: (where) => `A partir de ahora, lo que sigue esta suscripción se envía a ${where}.`,
    failing: (where) => `Desde hace un tiempo, los mensajes a ${where} no llegan. Seguimos intentándolo.`,
    off: (where) =>
      `Los mensajes a ${where} llevaban demasiado tiempo sin llegar, o se rechazaron definitivamente, y hemos dejado de enviarlos.`,
  },
  next: {
    connected:
      'Con este enlace puede cambiar lo que se envía, enviar una prueba o detenerlo. Guárdelo bien: quien lo tenga puede hacer lo mismo.',
    failing: 'Vea qué respondió el sistema de destino y envíe una prueba cuando esté arreglado:',
    off: 'Para volver a recibir allí los mensajes, arregle el sistema de destino y suscríbalo de nuevo:',
  },
  button: {
    connected: 'Gestionar conexión',
    failing: 'Ver últimos intentos',
    off: 'Suscribir de nuevo',
  },
  since: (time) => `Desde: ${time}.`,
  why: (reason) => `La última respuesta: ${reason}`,
  because: (where, site) =>
    `Recibe este correo porque figura como responsable de ${where} y confirmó que las actualizaciones de ${site} pueden enviarse allí.`,
}

import type { Translation } from '../../en.ts'

export const form: Translation['form'] = {
  errorTitle: (title) => `Error: ${title}`,
  heading: 'Hay un problema',
  at: (label, says) => `${label}: ${says}`,
  fault: {
    missing: 'Escriba su dirección de correo electrónico.',
    address: 'Esta dirección de correo electrónico no puede ser correcta. Escriba una como anna@example.org.',
    room: 'Escriba la dirección a la que se pueden enviar los mensajes. Si solo quiere correo electrónico, vacíe los campos de la sala de chat.',
    owner: 'Escriba su dirección de correo electrónico, como anna@example.org, para confirmarla.',
    nothing: 'Elija al menos una cosa que seguir.',
    nothingLeft: 'Elija al menos una cosa que seguir. Para no recibir nada más, use «Detener todo» más abajo.',
    gone: 'Algo de lo elegido ya no existe y no se puede seguir. Revise lo elegido y envíelo de nuevo.',
    kinds: 'Elija sobre qué recibir noticias: incidentes, mantenimiento programado o ambos.',
    timeZone: 'Elija una zona horaria de la lista.',
    quiet: 'Indique desde cuándo y hasta cuándo hay silencio, con dos horas distintas, o deje ambas vacías.',
    until: 'Elija en la lista hasta cuándo aplazarlo. Puede que sus horas ya hayan pasado.',
    reason: 'Indique por qué debe esperar.',
    reasonLong: 'Dígalo en 500 caracteres como máximo.',
    noteLong: 'Una nota es una sola línea de 500 caracteres como máximo.',
    nothingBefore:
      'Antes de ese momento no llega ningún otro paso de la escalera, así que aplazarlo no silenciaría nada. No se ha cambiado nada.',
    due: 'Vence ahora, así que no se puede aplazar. No se ha cambiado nada.',
    putOff: 'Ya se aplazó, y eso se hace una sola vez. No se ha cambiado nada.',
    stillWaiting: 'Este mensaje todavía está pendiente de envío. No se ha cambiado nada.',
    tooOld: 'Este mensaje ya no se puede volver a enviar. No se ha cambiado nada.',
    tooManySecrets:
      'Ya hay cinco secretos de firma válidos. Cree otro cuando hayan pasado 24 horas desde la sustitución del más antiguo.',
    action: 'No ha llegado qué se debe hacer. Pulse de nuevo uno de los botones. No se ha cambiado nada.',
  },
  foreign: (own) =>
    `Este formulario se envió desde otro sitio, así que no se ha hecho nada. Si quiere recibir actualizaciones, use el formulario en ${own}.`,
  elsewhere: (used, own) =>
    `Este formulario se envió desde ${used}, pero corresponde a ${own}, así que no se ha hecho nada. Lo que ha escrito no tiene nada de malo: envíe el formulario allí. Si esa dirección no se abre, esta página está mal configurada; avise a quien la gestiona.`,
  limited: (wait) =>
    `Se han recibido demasiadas solicitudes desde aquí. No se ha cambiado nada; inténtelo de nuevo dentro de ${wait}.`,
}

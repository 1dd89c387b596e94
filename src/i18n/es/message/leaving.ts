import type { Translation } from '../../en.ts'

export const left: Translation['mail']['left'] = {
  subject: (site) => `Fin de las actualizaciones de ${site}`,
  stopped: (site, time) =>
    `El ${time}, alguien con un enlace de nuestros correos, o su programa de correo, detuvo todas las actualizaciones de ${site} a esta dirección.`,
  stoppedVia: (channel, address, site, time) =>
    `El ${time}, alguien con el enlace correspondiente detuvo todas las actualizaciones de ${site} por ${channel} a ${address}.`,
  until: 'Hasta entonces recibía actualizaciones sobre:',
  undo: '¿Fue un error, o hay alguien más aquí que todavía las quiere? Abra esta página y pulse el botón: todo volverá a estar como antes.',
  button: 'Volver a recibirlas',
  validity: 'El enlace funciona una sola vez, durante siete días.',
  ignore: 'Si fue intencionado, no haga nada: este es el último correo.',
  goesOn: (who) =>
    `Si fue intencionado, no haga nada. Seguirá recibiendo los avisos que le corresponden como contacto de ${who}.`,
}

export const moving: Translation['mail']['moving'] = {
  ask: {
    subject: (site) => `Confirme su nueva dirección para ${site}`,
    lead: (site, from) =>
      `Alguien que recibe actualizaciones de ${site} en ${from} pidió que se envíen en adelante a esta dirección.`,
    next: 'Si fue usted, abra esta página y pulse el botón:',
    button: 'Enviarlas aquí',
    rest: 'El enlace funciona durante 24 horas. Si no fue usted, no haga nada: no cambiará nada.',
  },
  moved: {
    subject: (site) => `Las actualizaciones de ${site} van a otra dirección`,
    lead: (site, to, time) =>
      `El ${time}, las actualizaciones de ${site} que llegaban a esta dirección pasaron a enviarse a ${to}, como pidió alguien con un enlace de nuestros correos.`,
    next: 'Si no fue usted, o las quiere también aquí, vuelva a suscribir esta dirección:',
    button: 'Suscribirse de nuevo',
    rest: 'No tiene que hacer nada: este es el último correo.',
  },
  arrived: {
    subject: (site) => `Las actualizaciones de ${site} llegan ahora aquí`,
    lead: (site, from, time) =>
      `El ${time}, las actualizaciones de ${site} que iban a ${from} pasaron a enviarse a esta dirección, como se confirmó aquí.`,
    next: 'Con este enlace puede ver y cambiar lo que usted sigue, o detenerlo. Los enlaces de los correos a la otra dirección no tienen efecto aquí:',
    button: 'Gestionar suscripción',
    rest: 'No lo comparta: quien lo tenga puede hacer lo mismo.',
  },
}

import type { Translation } from '../../en.ts'

export const contact: Translation['contact'] = {
  title: 'Sus datos',
  lead: (address, site) => `Estos son los datos que ${site} tiene registrados para ${address}.`,
  told: 'Recibe avisos porque figura como contacto de su organización. Estos datos solo los ve nuestro equipo de soporte; nada de ello se publica.',
  namedBy: (organisation) => `Contacto de ${organisation}`,
  name: 'Nombre',
  jobTitle: 'Su función allí',
  phone: 'Teléfono',
  locale: 'Idioma de los mensajes',
  zone: 'Zona horaria de los mensajes',
  providersTime: (zone) => `La del proveedor (${zone})`,
  rank: 'Orden',
  rankWords: { primary: 'Titular', backup: 'Suplente: recibe los avisos a la vez que el titular' },
  purposes: 'Contacto para',
  purpose: {
    master_case: 'Casos maestros: cada actualización al momento, las 24 horas',
    maintenance: 'Mantenimiento: cada aviso, según lo comprometido',
    escalation: 'La lista de escalamiento de su organización: se llama manualmente',
  },
  nothing: 'Nada: no se le envían avisos',
  none: 'Sin registrar',
  confirmed: (time) => `Última confirmación: ${time}`,
  asked: (time) => `Fecha de su solicitud de cambio: ${time}. Nuestro equipo de soporte decidirá sobre ella.`,
  waits:
    'Su solicitud está pendiente de nuestro equipo de soporte. Cuando se decida, podrá indicar aquí que sus datos son correctos.',
  right: 'Sí, es correcto',
  wrong: 'Hay algún error',
  wrongHint:
    'Cambie lo que no sea correcto o explíquelo con sus palabras. Nuestro equipo lo revisa antes de que cambie nada. Para registrar otra dirección de correo, indíquela aquí.',
  message: 'Qué más debemos saber',
  messageHint: 'Por ejemplo: «Ya no trabajo allí; el nuevo contacto es Sam Lee, sam@example.com».',
  send: 'Solicitar cambio',
  doneConfirmed: 'Gracias. Sus datos están confirmados.',
  doneAsked:
    'Gracias. Nuestro equipo de soporte ha recibido su solicitud y decidirá sobre ella. Hasta entonces no cambia nada.',
  /** What is wrong with a field of the form. */
  fault: {
    name: 'Indique un nombre de 120 caracteres como máximo.',
    title: 'Indique qué hace esta persona en 120 caracteres como máximo.',
    phone: 'Indique un número de teléfono como +34 910 000 000.',
    timeZone: 'Elija una zona horaria como Europe/Madrid.',
    message: 'Dígalo en 1000 caracteres como máximo.',
    choice: 'Elija una de las opciones que se ofrecen.',
  },
  nothingAsked: 'Cambie algo o diga qué no es correcto.',
  tooOften: 'Hoy ha solicitado muchos cambios. Se conserva el último; escríbanos o inténtelo de nuevo mañana.',
  endedTitle: 'Este enlace ya no vale',
  ended:
    'Los datos a los que pertenecía tienen ahora otra dirección o ya no están registrados. Si sigue recibiendo avisos, use el enlace del más reciente.',
  unknownTitle: 'Este enlace no funciona',
  unknown: 'No está completo o no es nuestro: a veces los programas de correo cortan en dos un enlace largo.',
}

import type { Translation } from '../../en.ts'

export const organisation: Translation['organisation'] = {
  title: (name) => `${name}: su página de estado`,
  lead: (site) => `Qué utiliza de ${site}, qué contactos nos ha indicado y qué se comunicó a cada uno.`,
  customerNumber: (number) => `Número de cliente: ${number}`,
  secret:
    'Quien tenga la dirección de esta página puede verla. Compártala con cuidado y avísenos si debe dejar de valer.',
  platforms: 'Sus plataformas',
  noPlatforms: 'No tiene ninguna plataforma registrada.',
  since: (time) => `desde: ${time}`,
  overYear: (percent) => `${percent} en un año`,
  open: 'Incidentes abiertos que le afectan',
  noneOpen: 'Ninguno.',
  nextBy: (time) => `Próxima actualización, a más tardar: ${time}`,
  wasDue: (time) => `La próxima actualización debía llegar, a más tardar: ${time}`,
  windows: 'Mantenimiento programado',
  noWindows: 'No hay ninguno programado en los próximos doce meses.',
  contacts: 'Los contactos que ha indicado',
  noContacts:
    'Ninguno. Indique a alguien para los casos maestros y para el mantenimiento; si no, no le llegará ningún aviso.',
  person: 'Nombre',
  purposes: 'Contacto para',
  reach: 'Cómo contactar',
  rank: { primary: 'Titular', backup: 'Suplente' },
  purpose: {
    master_case: 'casos maestros',
    maintenance: 'mantenimiento',
    escalation: 'su lista de escalamiento',
  },
  forNothing: 'nada',
  works: 'En uso',
  worksNot: 'No funciona: no se envía nada allí',
  confirmed: (time) => `confirmación: ${time}`,
  proofs: 'A quién se avisó',
  proofsLead:
    'Los últimos doce meses, primero lo más reciente. «Transmitido» significa que el servidor de correo lo aceptó; algunos comunican después si llegó.',
  noProofs: 'En los últimos doce meses no hubo nada que comunicarle.',
  more: 'Hay más: el año completo está en el archivo.',
  erased: 'alguien cuyos datos se borraron después',
  toldTo: (person, result) => `${person}: ${result}`,
  resultAt: (result, time) => `${result}, ${time}`,
  download: 'Descargar como CSV',
  check: 'Cómo se puede comprobar',
  checkLead: (site) =>
    `Estas líneas figuran también en el archivo, debajo de la tabla. Envíenos el archivo o estas líneas: con ellas, ${site} puede decir, incluso dentro de años, si la tabla es la que se generó aquí y si su propio registro de auditoría se modificó desde entonces.`,
  corrections: '¿Hay algún error?',
  writeTo: (address) =>
    `Escriba a ${address}. Los contactos que ha indicado también pueden corregir sus datos con el enlace de cada aviso.`,
  seeSupport:
    'La página de soporte explica cómo contactarnos. Los contactos que ha indicado también pueden corregir sus datos con el enlace de cada aviso.',
  support: 'Soporte',
  unknownTitle: 'Este enlace no funciona',
  unknown:
    'No está completo o se ha anulado. Pida uno nuevo a quien se lo dio, o escríbanos: la página de soporte explica cómo.',
}

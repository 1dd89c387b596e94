import type { Translation } from '../../en.ts'

export const plan: Translation['plan'] = {
  example: {
    P1G: 'Por ejemplo: fallan las llamadas de muchos clientes.',
    P1: 'Por ejemplo: el circuito de una sede está caído.',
    P2: 'Por ejemplo: a veces las llamadas se cortan al transferirlas.',
    P3: 'Por ejemplo: la presencia es incorrecta para varios usuarios, o un teléfono no está registrado.',
    P4: 'Por ejemplo: la luz de mensajes de un usuario se queda encendida.',
  },
  asRequested: (every) => `${every}, o cuando lo solicite`,
  priorityNotes: [
    'Mientras un fabricante trabaja en un caso, los tiempos de respuesta y de actualización pueden ser otros. Si lo solicita, le indicamos los del fabricante.',
    'Podemos acordar con usted otras condiciones para un caso.',
  ],
  masterCases: 'Casos maestros (P1G)',
  masterCaseNotes: [
    'Cuando comprobamos que un mismo problema afecta a varias organizaciones, abrimos un caso maestro con la prioridad P1G. Solo nosotros lo decidimos.',
    'Se trabaja en él de inmediato y sin pausa, y se informa en este sitio con una actualización cada hora.',
    'Puede seguir un incidente, o todo lo relativo a una plataforma que utilice.',
  ],
  follow: 'Seguir un incidente o una plataforma',
  mainContacts: 'Sus contactos principales',
  mainContactNotes: [
    'Su organización designa a sus contactos principales: las personas que pueden abrir casos con nosotros. Sus usuarios acuden primero a ellas; filtran lo que llega y nos trasladan lo que nos necesita.',
    'Indíquenos el nombre, el cargo, el número de teléfono y la dirección de correo electrónico de cada contacto. Díganos quién es titular y quién suplente, a quién avisamos de los casos maestros y a quién del mantenimiento.',
    'Los contactos para casos maestros reciben cada actualización al momento y las 24 horas, tanto titulares como suplentes; los de mantenimiento, cada aviso según lo comprometido. Darse de baja en esta página no pone fin a ello.',
    'Indíquenos también su propia lista de escalamiento: a quién llamamos en su organización. Nadie de esa lista recibe avisos automáticos.',
    'Para añadir, corregir o quitar a alguien, escriba a soporte o llámenos. Los contactos que ha indicado también pueden comprobar sus datos con el enlace de cada aviso.',
    'Son personas de su organización, no de la nuestra: sus nombres y números nunca se publican.',
  ],
  portalAccount: 'Cada contacto técnico recibe una cuenta del portal.',
  changes: 'Solicitudes de cambio',
  changesHint: 'Traslados, altas, cambios y bajas.',
  selfService: 'Muchas puede hacerlas por su cuenta en el portal.',
  hourlyFee:
    'Lo que nuestro equipo de soporte hace por usted tiene una tarifa por hora, que se cuenta en cuartos de hora.',
  request: 'Solicitud',
  speed: { standard: 'Estándar', expedited: 'Urgente' },
  withFee: (speed) => `${speed}, con tarifa propia`,
  answer: 'Primera respuesta',
  done: 'Plazo habitual',
  changeNotes: [
    'Si un operador necesita más tiempo, se lo comunicamos.',
    'Una solicitud que llega fuera de este horario se atiende el siguiente día hábil. Si corre prisa, cuenta como urgente y la realiza el equipo que está disponible las 24 horas.',
    'Las solicitudes tienen los mismos estados que los casos y requieren la aprobación de uno de sus contactos principales.',
  ],
  noticesSay:
    'Cada aviso indica cuándo, qué plataformas se ven afectadas, qué se hace y por qué. Puede seguirle una nota sobre las novedades.',
  unscheduled: 'Mantenimiento no programado',
  unscheduledNotes: (from, until, zone) =>
    `Para lo que no puede esperar. Hacemos todo lo posible por evitar la franja de ${from} a ${until} (${zone}), pero nos reservamos el derecho de realizarlo en cualquier momento. A quienes lo siguen se les avisa por correo electrónico lo antes posible, cuando empieza y cuando termina; a veces solo a posteriori, y entonces el aviso lo dice.`,
}

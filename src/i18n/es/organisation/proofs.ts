import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'

export const proofs: Translation['proofs'] = {
  byHand: 'Comunicado manualmente',
  opened: (phase) => `Apertura: ${phase}`,
  update: (number, phase) => `Actualización ${number}: ${phase}`,
  about: {
    duplicate: 'Unido a otro incidente',
    reopened: 'Reabierto',
    designated: 'Pasó a ser un caso maestro',
    withdrawn: 'Dejó de ser un caso maestro',
  },
  result: {
    waiting: 'Pendiente de envío',
    handed_over: 'Transmitido',
    delivered: 'Entregado',
    bounced: 'Devuelto',
    suppressed: 'Bloqueado por el proveedor de correo',
    failed: 'No enviado: sin más intentos',
    untold: 'No enviado: la dirección no funciona',
    withdrawn: 'No enviado: ya no era necesario',
    reached: 'Se logró contactar',
    message_left: 'Se dejó un mensaje',
    not_reached: 'No se logró contactar',
  },
  refused: 'Rechazado por el servidor de correo',
  why: (result, why) => `${result} (${why})`,
  late: (minutes) =>
    plural(minutes, {
      one: '{n} minuto de retraso',
      many: '{n} de minutos de retraso',
      other: '{n} minutos de retraso',
    }),
}

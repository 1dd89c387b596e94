import type { Translation } from '../../en.ts'

export const caseWords: Translation['caseWords'] = {
  way: {
    phone: 'teléfono',
    chat: 'chat',
    mail: 'respuesta a un correo del caso',
  },
  by: (ways) => `por ${ways}`,
  beside: (status, phase) => `${status} · ${phase}`,
  confirm: (time, ways) =>
    `¿Ya le funciona? Por favor, díganoslo${ways === null ? '' : ` ${ways}`}. Sin respuesta, el caso podrá cerrarse a partir de: ${time}.`,
  reopen: (time, ways) =>
    `¿No está resuelto para usted? Puede reabrir el caso${ways === null ? '' : ` ${ways}`} hasta: ${time}. Después, abra un caso nuevo y lo vincularemos a este.`,
  openNew: 'Si el problema continúa, abra un caso nuevo: lo vincularemos a este, que queda cerrado.',
  ended: (status, time) => `${status}: ${time}`,
  designated: 'Ahora es un caso maestro (P1G)',
  designatedMeaning:
    'Un mismo problema afecta a varias organizaciones. Le dedicamos atención inmediata y continua, y publicamos una actualización al menos cada hora.',
  withdrawn: (priority) => `Ya no es un caso maestro; ahora es ${priority}`,
}

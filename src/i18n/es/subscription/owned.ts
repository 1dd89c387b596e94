import type { Translation } from '../../en.ts'

export const owned: Translation['owned'] = {
  title: 'Mensajes enviados allí',
  none: 'Todavía no se ha enviado nada allí. Envíe una prueba para ver si llega.',
  waiting: 'Pendientes de envío',
  next: (time) => `nuevo intento: ${time}`,
  held: (time) => `retenido hasta: ${time}`,
  turn: 'espera su turno',
  last: 'Los últimos intentos',
  earlier: (count) => `Intentos anteriores (${count})`,
  outcome: { sent: 'Entregado', gone: 'Rechazado definitivamente', failed: 'Sin más intentos', later: 'Fallido' },
  noAnswer: 'sin respuesta',
  again: 'Enviar de nuevo',
  test: 'Enviar una prueba',
  secret: 'Nuevo secreto de firma',
  secretHint:
    'Durante 24 horas, los mensajes se firman también con cada secreto al que sustituye, para que pueda cambiarlo con calma.',
  secretTitle: 'Su nuevo secreto de firma',
  secretShown: 'Cópielo ahora: solo se muestra esta vez. El anterior sigue siendo válido durante 24 horas.',
}

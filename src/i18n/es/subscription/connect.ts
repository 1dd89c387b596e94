import type { Translation } from '../../en.ts'

export const connect: Translation['connect'] = {
  title: 'Sala de chat o webhook',
  summary: 'Teams, Slack, Webex o un webhook',
  hint: 'Para todo un equipo. Primero recibe un mensaje por correo electrónico, y allí no se envía nada hasta que lo confirme.',
  where: 'Destino',
  address: 'URL del webhook',
  addressHint:
    'Empieza por https://. Quien la tenga puede publicar allí, por lo que la guardamos cifrada y, una vez aceptada, no la volvemos a mostrar.',
  owner: 'Correo de la persona responsable',
  ownerHint: 'El suyo: usted confirma la URL y recibe un aviso si los mensajes no llegan.',
  submit: 'Conectar',
  how: 'Dónde encontrar la dirección',
  ways: {
    teams: {
      title: 'Microsoft Teams',
      how: 'En el menú del canal elija Flujos de trabajo (Workflows) y la plantilla que publica en un canal cuando se recibe una solicitud de webhook; permita que «Cualquiera» la active y copie la dirección completa, que contiene «sig=». Ese flujo pertenece a una persona y deja de funcionar cuando se cierra su cuenta.',
    },
    slack: {
      title: 'Slack',
      how: 'Añada la aplicación «Incoming Webhooks», elija el canal y copie la URL del webhook.',
    },
    webex: {
      title: 'Webex',
      how: 'En el App Hub, conecte «Incoming Webhooks» al espacio y copie la URL del webhook.',
    },
    webhook: {
      title: 'Webhook',
      how: 'Una dirección de su propio programa, en el puerto 443 u 8443. Los mensajes van firmados (Standard Webhooks).',
    },
  },
}

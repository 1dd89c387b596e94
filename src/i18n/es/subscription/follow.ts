import type { Translation } from '../../en.ts'

export const follow: Translation['follow'] = {
  incident: 'Seguir este incidente',
  platform: 'Seguir esta plataforma',
  maintenance: 'Seguir el mantenimiento',
  maintenanceHint:
    'Reciba noticias de los trabajos programados en estas plataformas, con los avisos comprometidos para cada uno.',
  maintenanceAllHint: 'Reciba noticias de todos los trabajos programados, con los avisos comprometidos para cada uno.',
  comes:
    'Cada actualización hasta que termine este incidente, y el informe sobre la causa, si lo hay. Después acaba por sí solo.',
  comesNext: (time) =>
    `Cada actualización, la próxima antes de ${time}, hasta que termine este incidente, y el informe sobre la causa, si lo hay. Después acaba por sí solo.`,
  others: 'Otras formas: feed, Teams, Slack, Webex, webhook',
  closedHint: 'Este caso está cerrado. Para recibir noticias del próximo, siga una plataforma o todo.',
  platformHint: 'Reciba noticias de cada incidente y de los trabajos programados en ella.',
  email: 'Correo electrónico',
  address: 'Dirección de correo electrónico',
  honeypot: 'Deje este campo vacío',
  submit: 'Suscribirse por correo',
  emailHint: 'Primero recibirá un mensaje para confirmar la dirección.',
  another: 'Corregirlo o seguir de otra forma',
  unsent: 'No se ha podido enviar. Compruebe la conexión e inténtelo de nuevo.',
  push: 'Notificaciones del navegador',
  pushHint: 'Una notificación breve en este dispositivo por cada actualización. No hace falta ninguna dirección.',
  pushButton: 'Notificarme aquí',
  pushNeedsScript: 'Las notificaciones necesitan JavaScript y un navegador que las admita.',
  pushIos: 'En iPhone y iPad, esta página puede enviar notificaciones cuando está en la pantalla de inicio.',
  pushIosHow: 'Para recibir notificaciones en este dispositivo, añada la página a la pantalla de inicio:',
  pushIosSteps: [
    'Toque Compartir, el cuadrado con una flecha en la barra del navegador.',
    'Elija «Añadir a pantalla de inicio» o «Agregar a inicio» y confirme con «Añadir» o «Agregar».',
    'Abra la página desde la pantalla de inicio y elija allí qué seguir.',
  ],
  pushInsecure:
    'Los navegadores solo muestran notificaciones de páginas que se abren en una dirección https. Abra esta página en su propia dirección y elíjalas allí.',
  pushUnsupported:
    'Este navegador no puede mostrar notificaciones. El correo electrónico y las fuentes web funcionan en cualquier lugar.',
  pushDenied:
    'Las notificaciones de este sitio están bloqueadas en los ajustes de su navegador. El correo electrónico y las fuentes web también sirven.',
  pushNothing: 'Elija primero al menos una cosa que seguir.',
  pushAsking: 'Su navegador le pregunta si puede mostrar notificaciones.',
  pushUnanswered:
    'Todavía no hay respuesta. Busque la pregunta de su navegador, a menudo una pequeña campana junto a la dirección, o pulse el botón de nuevo.',
  pushBusy: 'Un momento…',
  pushSilent:
    'Su navegador o su servicio de notificaciones no responde. Inténtelo más tarde o use el correo electrónico.',
  pushOffline: 'En este momento no hay conexión. Inténtelo de nuevo cuando la haya.',
  pushFailed: 'No ha funcionado. Inténtelo de nuevo en un momento o use el correo electrónico.',
  pushInstead: 'Usar el correo',
  pushDone: 'Este navegador le enviará notificaciones. Para cambiarlo o detenerlo, vuelva aquí en cualquier momento:',
  pushManage: 'Cambiar o detener',
  pushLost: 'En este momento este navegador no recibe notificaciones. Cada visita intenta recuperarlas.',
  pushGone: 'Este navegador ya no recibe notificaciones: aquí ya no consta qué seguía.',
  pushAgain: 'Elegir de nuevo',
  feeds: 'Fuentes web',
  feedsHint: 'Para lectores de fuentes web y salas de chat. Sin registro: nadie sabe que usted las lee.',
  all: 'Todas las formas de recibir actualizaciones',
}

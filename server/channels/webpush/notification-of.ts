import type { Message, Receiver } from '../channel.ts'
import { archivedNotification } from './archived.ts'
import { maintenanceNotification } from './maintenance.ts'
import { type Notification, notificationFor, type PushSite } from './notification.ts'

/** What a browser is told of a message; null of a kind that is not pushed. */
export function notificationOf(message: Message, receiver: Receiver, site: PushSite): Notification | null {
  if (message.kind === 'update') return notificationFor(message.notice, receiver, site)
  if (message.kind === 'archived') return archivedNotification(message.notice, receiver, site)
  return message.kind === 'maintenance' ? maintenanceNotification(message.notice, receiver, site) : null
}

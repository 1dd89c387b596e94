import type { Notice } from '../incident/notice.ts'
import type { MaintenanceNews } from '../maintenance/notice.ts'

const NEWS: Readonly<Record<MaintenanceNews, string>> = {
  scheduled: 'announced',
  announced: 'announced',
  reminded: 'reminded',
  moved: 'changed',
  changed: 'changed',
  started: 'started',
  updated: 'note',
  extended: 'extended',
  overrun: 'extended',
  completed: 'completed',
  followed_up: 'note',
  cancelled: 'cancelled',
}

/** The id of a message, by which receivers know that it is the same one again: its event's. */
export const messageId = (event: number): string => `evt_${event}`

type Said = Partial<Pick<Notice, 'about' | 'phase' | 'phaseChanged'>>

/** The type of a message, as receivers of webhooks know it, of an event's kind and notice: `incident.resolved`. */
export function toldAs(kind: string, notice: Said | null): string {
  const [noun = '', verb = ''] = kind.split('.')
  if (noun === 'subscription') return verb
  if (noun === 'maintenance') return `${noun}.${NEWS[verb as MaintenanceNews] ?? verb}`
  const { about, phase, phaseChanged } = notice ?? {}
  if (kind !== 'incident.updated') return kind
  if (about === 'duplicate' || about === 'reopened') return `${noun}.${about}`
  return phase === 'resolved' && phaseChanged ? 'incident.resolved' : kind
}

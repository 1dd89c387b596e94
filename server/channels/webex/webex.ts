import { type RoomOptions, roomChannel } from '../rooms/send.ts'
import { webexMessage } from './format.ts'
import { webexKind } from './kind.ts'

const PACE = 1000

/** Posts to Webex. */
export function webex(options: RoomOptions) {
  return roomChannel({ kind: webexKind, pace: PACE, write: webexMessage, meaning }, options)
}

function meaning(status: number) {
  if (status === 204 || status === 200) return 'sent'
  if (status === 404 || status === 410) return 'gone'
  return status === 413 ? 'failed' : 'later'
}

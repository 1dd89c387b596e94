import { type RoomOptions, roomChannel } from '../rooms/send.ts'
import { teamsMessage } from './format.ts'
import { teamsKind } from './kind.ts'

/** Four requests a second are allowed. */
const PACE = 250

/** What Workflows says of a flow that is switched off or has been deleted, with whatever status. */
const ENDED = /WorkflowTriggerIsNotEnabled|WorkflowNotFound|WorkflowDisabled/

/**
 * Posts to Microsoft Teams. `sent` is what the flow has accepted: it posts the card by itself afterwards. A refused
 * signature (401, 403) may be a policy that passes: its owner is warned, and nothing is switched off by it alone.
 */
export function teams(options: RoomOptions) {
  return roomChannel({ kind: teamsKind, pace: PACE, write: teamsMessage, meaning }, options)
}

function meaning(status: number, answer: string) {
  if (status === 202 || status === 200) return 'sent'
  if (status === 404 || status === 410 || (status >= 400 && status < 500 && ENDED.test(answer))) return 'gone'
  return status === 413 ? 'failed' : 'later'
}

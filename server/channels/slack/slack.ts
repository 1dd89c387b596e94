import { type RoomOptions, roomChannel } from '../rooms/send.ts'
import { slackMessage } from './format.ts'
import { slackKind } from './kind.ts'

/** One message a second and channel is allowed. */
const PACE = 1000

/** What Slack says of a webhook that nobody can mend but its owner, by making another one. */
const DEAD =
  /^(no_service|no_service_id|no_team|team_disabled|no_active_hooks|invalid_token|action_prohibited|channel_not_found|channel_is_archived|posting_to_general_channel_denied)$/
/** What it says of a message that it will never take. */
const WRONG = /^(invalid_payload|invalid_blocks|invalid_blocks_format|no_text|too_many_attachments)$/

/** Posts to Slack. */
export function slack(options: RoomOptions) {
  return roomChannel({ kind: slackKind, pace: PACE, write: slackMessage, meaning }, options)
}

function meaning(status: number, answer: string) {
  if (status === 200 && answer === 'ok') return 'sent'
  if (status === 404 || status === 410 || (status >= 400 && status < 500 && DEAD.test(answer))) return 'gone'
  return (status === 400 && WRONG.test(answer)) || status === 413 ? 'failed' : 'later'
}

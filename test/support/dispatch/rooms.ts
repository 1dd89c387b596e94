import type { DeliveryJob, Message } from '../../../server/channels/channel.ts'
import { cardOf } from '../../../server/channels/rooms/card.ts'
import { slackMessage } from '../../../server/channels/slack/format.ts'
import { teamsMessage } from '../../../server/channels/teams/format.ts'
import { webexMessage } from '../../../server/channels/webex/format.ts'
import type { Notice } from '../../../server/domain/incident/notice.ts'
import { ALICES_INBOX, NOTICE, SITE } from './notices.ts'

const FLOW = `workflows/${'a1b2c3d4'.repeat(4)}/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0`
/** Addresses as the services make them; nobody has them. */
export const TEAMS_ROOM = `https://default123.09.environment.api.powerplatform.com:443/powerautomate/automations/direct/${FLOW}&sig=Q1w2E3r4T5y6U7i8O9p0Q1w2E3r4T5y6U7i8O9p0abc`
export const SLACK_ROOM = `https://hooks.slack.com/services/T00000000/B00000000/${'X'.repeat(24)}`
export const WEBEX_ROOM = 'https://webexapis.com/v1/webhooks/incoming/Y2lzY29zcGFyazovL3VzL1dFQkhPT0s'

/** What each service would be sent, as JSON. */
export const FORMATS = { teams: teamsMessage, slack: slackMessage, webex: webexMessage }
export type RoomName = keyof typeof FORMATS

/** A message to a room of a service, whose owner reads like Alice. */
export function toRoom(name: RoomName, message: Message, receiver: DeliveryJob['receiver'] = ALICES_INBOX): string {
  const card = cardOf(message, receiver, SITE)
  if (!card) throw new Error(`rooms are told no ${message.kind}`)
  return FORMATS[name](card)
}

export const update = (notice: Partial<Notice> = {}): Message => ({ kind: 'update', notice: { ...NOTICE, ...notice } })

/** Texts of a message that people read: what is not markup, mark by mark. */
export function runsOf(body: string): { text: string; url?: string }[] {
  const runs: { text: string; url?: string }[] = []
  JSON.parse(body, (_, value) => {
    if (value?.type === 'TextRun') runs.push({ text: value.text, url: value.selectAction?.url })
    if (value?.type === 'Action.OpenUrl' && value.title !== undefined) runs.push({ text: value.title, url: value.url })
    return value
  })
  return runs
}

/** Every text of Slack's blocks. */
export function sectionsOf(body: string): { type: string; text: string }[] {
  return JSON.parse(body).blocks.map((block: { text: { type: string; text: string } }) => block.text)
}

export const markdownOf = (body: string): string => JSON.parse(body).markdown

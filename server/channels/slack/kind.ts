import type { ChannelKind } from '../kind.ts'
import { ROOM } from '../rooms/kind.ts'
import { parseSlack } from './parse.ts'

/** A channel of Slack, through an incoming webhook. */
export const slackKind = {
  ...ROOM,
  name: 'slack',
  title: 'Slack',
  textField: 'slack',
  parse: parseSlack,
} as const satisfies ChannelKind

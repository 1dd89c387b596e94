import type { ChannelKind } from '../kind.ts'
import { ROOM } from '../rooms/kind.ts'
import { parseWebex } from './parse.ts'

/** A space of Webex, through an incoming webhook. */
export const webexKind = {
  ...ROOM,
  name: 'webex',
  title: 'Webex',
  textField: 'webex',
  parse: parseWebex,
} as const satisfies ChannelKind

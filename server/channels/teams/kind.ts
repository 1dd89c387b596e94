import type { ChannelKind } from '../kind.ts'
import { ROOM } from '../rooms/kind.ts'
import { parseTeams } from './parse.ts'

/** A channel or chat of Microsoft Teams, through a flow of Workflows. */
export const teamsKind = {
  ...ROOM,
  name: 'teams',
  title: 'Microsoft Teams',
  textField: 'teams',
  parse: parseTeams,
} as const satisfies ChannelKind

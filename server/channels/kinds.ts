import type { ChannelName } from '../domain/vocabulary.ts'
import { emailKind } from './email/kind.ts'
import { type ChannelKind, laneOf } from './kind.ts'
import { slackKind } from './slack/kind.ts'
import { teamsKind } from './teams/kind.ts'
import { webexKind } from './webex/kind.ts'
import { webhookKind } from './webhook/kind.ts'
import { webPushKind } from './webpush/kind.ts'

/** Every channel there is. A new one is a folder, a line here and a line in `index.ts`: see docs/adding-a-channel.md. */
export const CHANNEL_KINDS: readonly ChannelKind[] = [
  emailKind,
  webPushKind,
  webhookKind,
  teamsKind,
  slackKind,
  webexKind,
]

/** How staff are told, whose addresses are in the configuration file. */
export const STAFF_KIND: ChannelKind = emailKind

/** How the contacts of organisations are told. */
export const CONTACT_KIND: ChannelKind = emailKind

/** How the owner of an address is asked and told. */
export const OWNER_KIND: ChannelKind = emailKind
export const OWNERS_WAY = { channel: OWNER_KIND.name, laneOf: (address: string) => laneOf(OWNER_KIND, address) }

/** Returns the channel of a name; null where there is none (any more). */
export function kindNamed(kinds: readonly ChannelKind[], name: ChannelName): ChannelKind | null {
  return kinds.find((kind) => kind.name === name) ?? null
}

import type { ChannelName } from '../domain/vocabulary.ts'

/** Who takes a delivery: mail goes one way; each push service is its own, so that a slow one delays no other. */
export function laneOf(channel: ChannelName, address: string): string {
  return channel === 'webpush' && URL.canParse(address) ? `${channel} ${new URL(address).origin}` : channel
}

export function channelOfLane(lane: string): string {
  return lane.split(' ', 1)[0] ?? lane
}

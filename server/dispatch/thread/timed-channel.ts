import type { Channel } from '../../channels/channel.ts'
import type { Durations } from '../../lib/metrics/distribution.ts'

/** The same channel, of whose requests to the other side is noted how long they take, whatever comes of them. */
export function timed<C extends Channel>(channel: C, durations: Durations, stopwatch: () => number): C {
  const labels = { channel: channel.kind.name }
  const send = channel.send as (...args: unknown[]) => Promise<unknown>
  return {
    ...channel,
    ...(channel.staff && { staff: timed(channel.staff, durations, stopwatch) }),
    send: async (...args: unknown[]) => {
      const began = stopwatch()
      return send(...args).finally(() => durations.add(labels, stopwatch() - began))
    },
  }
}

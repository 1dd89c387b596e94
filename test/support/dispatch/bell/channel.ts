import type { DeliveryJob, Sent, SingleChannel } from '../../../../server/channels/channel.ts'
import { openAddress } from '../../../../server/lib/secret/sealed-address.ts'
import { bellKind } from './kind.ts'

/** Rings somewhere, as far as a test is concerned: `rung` is what arrived. */
interface Bell extends SingleChannel {
  rung: { url: string; text: string; secrets: string[] }[]
  /** The instants of all attempts. */
  tried: number[]
  fault: (job: DeliveryJob, url: string) => Sent | undefined
}

export function createBell(secret: string, pace?: number): Bell {
  const bell: Bell = {
    kind: bellKind,
    mode: 'single',
    rung: [],
    tried: [],
    fault: () => undefined,
    capacity: 4,
    claimSize: 4,
    ...(pace !== undefined && { pace }),
    deadline: () => Number.POSITIVE_INFINITY,
    async send(job) {
      const { url = '', secrets = [] } = openAddress(secret, job.receiver.keys) ?? {}
      bell.tried.push(job.claimedAt)
      const fault = bell.fault(job, url)
      if (fault) return fault
      const text = job.message.kind === 'update' ? job.message.notice.body : job.message.kind
      bell.rung.push({ url, text, secrets: secrets.map((each) => each.secret) })
      return { outcome: { kind: 'sent' }, attempt: { status: 200, took: 1, answer: 'ding' } }
    },
    close: async () => {},
  }
  return bell
}

export const silent: Sent = {
  outcome: { kind: 'later', why: 'Bell: 503' },
  attempt: { status: 503, took: 2, answer: 'Out of order.' },
}

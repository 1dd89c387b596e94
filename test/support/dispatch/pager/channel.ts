import type { DeliveryJob, Sent, SingleChannel } from '../../../../server/channels/channel.ts'
import { DAY } from '../../../../server/domain/vocabulary.ts'
import { pagerKind } from './kind.ts'

/** Pages somebody, as far as a test is concerned: `pages` are those that arrived. */
interface Pager extends SingleChannel {
  pages: { number: string; text: string }[]
  /** What happens to a page; it arrives unless told otherwise. */
  fault: (job: DeliveryJob) => Sent | undefined
}

export function createPager(): Pager {
  const pager: Pager = {
    kind: pagerKind,
    mode: 'single',
    pages: [],
    fault: () => undefined,
    capacity: 10,
    claimSize: 5,
    deadline: ({ at }) => at + DAY,
    async send(job) {
      const fault = pager.fault(job)
      if (fault) return fault
      const { message, receiver } = job
      pager.pages.push({ number: receiver.address, text: message.kind === 'update' ? message.notice.body : '' })
      return { outcome: { kind: 'sent' } }
    },
    close: async () => {},
  }
  return pager
}

import type { BatchChannel, DeliveryJob } from '../../../../server/channels/channel.ts'
import { DAY } from '../../../../server/domain/vocabulary.ts'
import { confirmToken } from '../../../../server/lib/links.ts'
import { faxKind } from './kind.ts'

interface Sheet {
  number: string
  text: string
}

/** Sends faxes in batches, as far as a test is concerned: `sheets` are those that arrived. */
interface FaxMachine extends BatchChannel {
  sheets: Sheet[]
}

export function createFaxMachine(linkSecret: string): FaxMachine {
  const sheets: Sheet[] = []
  return {
    kind: faxKind,
    mode: 'batch',
    sheets,
    capacity: 10,
    claimSize: 10,
    deadline: ({ at }) => at + DAY,
    compose: ({ message, receiver }: DeliveryJob): Sheet => ({
      number: receiver.address,
      text:
        message.kind === 'confirmation'
          ? `/confirm/${confirmToken(linkSecret, message.request.subscriberId, message.request.requestedAt)}`
          : message.kind === 'update'
            ? message.notice.body
            : '',
    }),
    async send(_key, messages) {
      sheets.push(...(messages as Sheet[]))
      return { kind: 'settled', outcomes: messages.map(() => ({ kind: 'sent' })) }
    },
    close: async () => {},
  }
}

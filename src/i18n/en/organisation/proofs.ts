import type { CallResult } from '../../../../server/domain/contact/contact.ts'
import type { NoticeResult } from '../../../../server/domain/contact/proof.ts'

/** Who was told what, and what became of it. */
export const proofs = {
  byHand: 'Told by hand',
  opened: (phase: string) => `Opened: ${phase}`,
  update: (number: number, phase: string) => `Update ${number}: ${phase}`,
  about: {
    duplicate: 'Merged into another incident',
    reopened: 'Opened again',
    designated: 'Became a master case',
    withdrawn: 'No longer a master case',
  },
  result: {
    waiting: 'Waiting to be sent',
    handed_over: 'Handed over',
    delivered: 'Delivered',
    bounced: 'Came back',
    suppressed: 'Suppressed by the mail provider',
    failed: 'Not sent: given up',
    untold: 'Not sent: the address does not work',
    withdrawn: 'Not sent: no longer needed',
    reached: 'Reached',
    message_left: 'Message left',
    not_reached: 'Not reached',
  } satisfies Record<NoticeResult | CallResult, string>,
  /** Of what `failed`, since the other side said no at once. */
  refused: 'Refused by the mail server',
  why: (result: string, why: string) => `${result} (${why})`,
  late: (minutes: number) => (minutes === 1 ? '1 minute late' : `${minutes} minutes late`),
}

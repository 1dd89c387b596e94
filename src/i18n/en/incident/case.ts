import type { CaseWay } from '../../../../server/domain/plan/support.ts'

/** What the status of a case means for its customers, what they can do, and until when. */
export const caseWords = {
  /** After "by". */
  way: {
    phone: 'telephone',
    chat: 'chat',
    mail: 'a reply to a mail of the case',
  } satisfies Record<CaseWay, string>,
  by: (ways: string) => `by ${ways}`,
  /** A status beside the phase: "On hold · Identified". */
  beside: (status: string, phase: string) => `${status} · ${phase}`,
  /** `ways` is null where the operator named none. */
  confirm: (time: string, ways: string | null) =>
    `Does it work for you? Please tell us${ways === null ? '' : ` ${ways}`}. Without an answer the case may be closed from ${time} on.`,
  reopen: (time: string, ways: string | null) =>
    `Not solved for you? Until ${time} we reopen the case${ways === null ? '' : `: ${ways}`}. After that please open a new one, and we link it to this.`,
  openNew: 'If you still have the problem, please open a new case: we link it to this one, which stays closed.',
  /** How a case ended, and when: "Duplicate, 14:00 MST". */
  ended: (status: string, time: string) => `${status}, ${time}`,
  /** The priority changed to or from P1G. */
  designated: 'Now a master case (P1G)',
  designatedMeaning:
    'One problem affects several organisations. We give it immediate and continuous attention, and update at least every hour.',
  withdrawn: (priority: string) => `No master case any more, now ${priority}`,
}

import type { OwedKind } from '../../../../server/domain/ladder/owed.ts'

/** To staff: what is owed to the public, in the words for somebody who was woken up. */
export const owed = {
  /** What is owed, at the beginning of a subject. */
  what: {
    update: 'Update',
    first_response: 'First response',
    report: 'Report on the cause',
    details: 'Details of maintenance',
    notice: 'Notice of maintenance',
    end: 'End of maintenance',
    no_answer: 'Case without an answer',
  } satisfies Record<OwedKind, string>,
  subject: (what: string, when: string, title: string) => `${what} ${when}: ${title}`,
  dueBy: (time: string) => `due by ${time}`,
  overdueSince: (time: string) => `overdue since ${time}`,
  acknowledge: 'Say that you are on it',
  because: (role: string) => `You get this as ${role}, since the configuration of this status page names you.`,
}

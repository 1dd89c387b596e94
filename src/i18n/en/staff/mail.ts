import { account } from './account-mail.ts'
import { breakGlass } from './break-glass-mail.ts'
import { owed } from './owed-mail.ts'

/** Mails to the provider's own people. */
export const staffMail = {
  /** Links to their accounts. */
  account,
  /** That somebody came in past the identity provider. */
  breakGlass,
  /** What is owed to the public. */
  owed,
  /** To one of staff, who looks at what subscribers would get. */
  preview: {
    subject: (subject: string) => `[Preview] ${subject}`,
    note: 'Preview: this mail went to you alone. Nothing has been published, and nobody has been told.',
  },
  /** To the leads: somebody made a case the master case, or something less. */
  designation: {
    subject: {
      opened: (title: string) => `P1G designated: ${title}`,
      designated: (title: string) => `P1G designated: ${title}`,
      reopened: (title: string) => `P1G reopened: ${title}`,
      withdrawn: (title: string) => `P1G withdrawn: ${title}`,
    },
    how: {
      opened: (actor: string) => `${actor} opened this case as a P1G.`,
      designated: (actor: string) => `${actor} made this case a P1G.`,
      reopened: (actor: string) => `${actor} reopened this P1G.`,
      withdrawn: (actor: string) => `${actor} decided that this case is no P1G any more.`,
    },
    because: 'You get this because you are named as a lead in the configuration.',
  },
}

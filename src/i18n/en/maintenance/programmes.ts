import type { DefaultProgrammeId } from '../../../../server/domain/maintenance/default-programmes.ts'
import type { ProgrammeTexts } from '../../../../server/domain/maintenance/programme.ts'

/** The support plan's recurring programmes, stored in the provider's language when they are set up. */
export const programmes = {
  monthly: {
    title: 'Monthly maintenance',
    description: 'Updates and security fixes are installed on our platforms.',
    reason: 'Regular updates keep the service secure and reliable.',
  },
  'skype-certificate': {
    title: 'Skype for Business certificate',
    description: 'Certificates are checked and renewed.',
    reason: 'Certificates have to be valid for calls and sign-in to work.',
  },
  'connect-release': {
    title: 'Connect release',
    description: 'A new release of the Connect portal is installed; the portal announces it as well.',
    reason: 'Releases bring improvements and corrections every three weeks.',
  },
  /** What a window says that says nothing itself. */
  unscheduled: {
    title: 'Maintenance',
    description: 'Maintenance work is carried out.',
    reason: 'The work is needed to keep the service running well.',
  },
} satisfies Record<DefaultProgrammeId | 'unscheduled', ProgrammeTexts>

import { account, code, factor } from './console/account.ts'
import { amend } from './console/amend.ts'
import { audit } from './console/audit/audit.ts'
import { board } from './console/board.ts'
import { compose } from './console/compose.ts'
import { coverage } from './console/customers/coverage.ts'
import {
  organisationLinks,
  organisationMerge,
  organisationRequests,
  organisations,
} from './console/customers/organisations.ts'
import { subscribers } from './console/customers/subscribers.ts'
import { told } from './console/customers/told.ts'
import { deliveries } from './console/deliveries.ts'
import { forgotten } from './console/forgotten.ts'
import { frame } from './console/frame.ts'
import { mail } from './console/mail.ts'
import { maintenance } from './console/maintenance.ts'
import { passkeys } from './console/passkeys.ts'
import { people, tokens } from './console/people.ts'
import { platformArchiving, platformGroup, platformOrder, platforms } from './console/platform/platforms.ts'
import { refusal } from './console/refusal.ts'
import { setup } from './console/setup.ts'
import { handover } from './console/shift/handover.ts'
import { waiting } from './console/shift/waiting.ts'
import { signIn } from './console/sign-in.ts'
import { templates } from './console/templates.ts'

/** The desk's own pages: one file for each. */
export const console = {
  account,
  amend,
  audit,
  board,
  code,
  compose,
  coverage,
  deliveries,
  factor,
  forgotten,
  frame,
  handover,
  mail,
  maintenance,
  organisationLinks,
  organisationMerge,
  organisationRequests,
  organisations,
  passkeys,
  people,
  platformArchiving,
  platformGroup,
  platformOrder,
  platforms,
  refusal,
  setup,
  signIn,
  subscribers,
  templates,
  told,
  tokens,
  waiting,
}

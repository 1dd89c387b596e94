import { amend } from './console/amend.ts'
import { compose } from './console/compose.ts'
import { frame } from './console/frame.ts'
import { maintenance } from './console/maintenance.ts'
import { setup } from './console/setup.ts'
import { signIn } from './console/sign-in.ts'
import { templates } from './console/templates.ts'

/** The desk's own pages: one file for each. */
export const console = { amend, compose, frame, maintenance, setup, signIn, templates }

import { frame } from './console/frame.ts'
import { maintenance } from './console/maintenance.ts'
import { setup } from './console/setup.ts'
import { signIn } from './console/sign-in.ts'

/** The desk's own pages: one file for each. */
export const console = { frame, maintenance, setup, signIn }

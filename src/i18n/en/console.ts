import { compose } from './console/compose.ts'
import { frame } from './console/frame.ts'
import { setup } from './console/setup.ts'
import { signIn } from './console/sign-in.ts'

/** The desk's own pages: one file for each. */
export const console = { compose, frame, setup, signIn }

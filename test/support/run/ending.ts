import { afterAll } from 'vitest'
import { endFile } from '../ending.ts'

// The first of all hooks is the last to run: by then nobody needs what goes.
afterAll(endFile)

import { afterAll } from 'vitest'
import { removeFolders } from '../folder.ts'

// The first of all hooks is the last to run: by then nobody needs them.
afterAll(removeFolders)

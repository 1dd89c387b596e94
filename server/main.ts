import { enableCompileCache } from 'node:module'

// Half of a start is reading and stripping TypeScript; the second start finds that done.
enableCompileCache()

const { runServer } = await import('./run-server.ts')
await runServer()

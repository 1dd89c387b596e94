import { enableCompileCache } from 'node:module'

// Pages are written, synced and compressed side by side; read by libuv before its first use.
process.env.UV_THREADPOOL_SIZE ??= '8'
// Half of a start is reading and stripping TypeScript; the second start finds that done.
enableCompileCache()

await import('./lib/temporal.ts')
const { runServer } = await import('./boot/run.ts')
await runServer()

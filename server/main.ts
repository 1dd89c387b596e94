import { enableCompileCache } from 'node:module'

// Pages are written, synced and compressed in parallel. libuv reads this before its first use.
process.env.UV_THREADPOOL_SIZE ??= '8'
// Whatever the umask was: nobody else may change the public files.
process.umask(process.umask() | 0o022)
// Half of a start is reading and stripping TypeScript, which later starts can skip.
enableCompileCache()

// Loading the rest takes a second, in which somebody may want it to end already.
const { askedToStop } = await import('./boot/asked-to-stop.ts')
const stop = askedToStop()
await import('./lib/temporal.ts')
const { runServer } = await import('./boot/run.ts')
await runServer(stop)

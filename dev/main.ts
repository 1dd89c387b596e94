/**
 * `npm run dev`: the product on a demonstration, its pages made by `astro dev`, both on one port. Vite's server takes
 * every request, keeps what is Vite's, and passes the rest to the product, which restarts when its sources change.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type AstroIntegration, dev } from 'astro'
import { passTo } from './pass-to.ts'

const { HOST = '127.0.0.1', PORT = '8080', DATA_DIR = './data/development' } = process.env
const ADDRESS = `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`
/** Where the product says that it has started. */
const STARTED = '/@started'
// Nobody is asked for news of Astro, and nobody told of us.
Object.assign(process.env, { ASTRO_DISABLE_UPDATE_CHECK: 'true', ASTRO_TELEMETRY_DISABLED: '1' })

await run(await freePort()).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
})

async function run(port: number): Promise<void> {
  const site = await dev({
    logLevel: 'warn',
    server: { host: HOST, port: Number(PORT) },
    vite: { logLevel: 'warn', server: { strictPort: true } },
    integrations: [withProduct(port)],
  })
  const product = startProduct(port)
  const ended = new Promise((resolve) => product.once('exit', resolve))
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    // Vite's own listener would not wait for the product.
    process.removeAllListeners(signal)
    process.once(signal, () => product.kill(signal))
  }
  await ended
  await site.stop()
  process.exit(0)
}

/** Lets the product answer on Vite's port, and open pages look again when it has started. */
function withProduct(port: number): AstroIntegration {
  return {
    name: 'signalpost-development',
    hooks: {
      'astro:server:setup': ({ server }) => {
        server.middlewares.use(STARTED, (_request, response) => {
          server.ws.send({ type: 'full-reload' })
          response.end()
        })
        server.middlewares.use(passTo(port))
      },
    },
  }
}

function startProduct(port: number): ChildProcess {
  const outside = { SEED: 'demo', PUBLIC_URL: ADDRESS, ...process.env, DATA_DIR }
  const inside = { HOST: '127.0.0.1', PORT: `${port}`, STARTED_URL: ADDRESS + STARTED }
  return spawn(process.execPath, ['--watch', '--watch-preserve-output', 'dev/server.ts'], {
    stdio: 'inherit',
    env: { ...outside, ...inside },
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

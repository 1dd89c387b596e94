import { createServer, type Socket, connect as socketTo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A way to a server through which nothing else goes: what a network does to connections, on request. */
export interface Network {
  /** The server's URL by this way. */
  url: string
  /** From now on nothing arrives any more in either direction, and nobody is told: open connections, and new ones. */
  silence(): void
  /** Ends every connection with a reset. */
  reset(): void
  /** Nobody listens any more: new connections are refused, open ones reset. */
  refuse(): Promise<void>
  /** Everything arrives later by so many milliseconds. */
  delay(ms: number): void
  /** New connections go through again; those that were silenced stay so. */
  mend(): Promise<void>
  /** How many connections are open. */
  open(): number
  close(): Promise<void>
}

/** Puts a network before a server (`postgres://…`). It ends with the test. */
export async function networkTo(address: string): Promise<Network> {
  const network = await openNetwork(address)
  onTestFinished(() => network.close())
  return network
}

/** The same for use outside of tests; the caller closes it. */
export async function openNetwork(address: string): Promise<Network> {
  const target = new URL(address)
  const sockets = new Set<Socket>()
  let silent = false
  let late = 0
  const server = createServer((near) => accept(near))

  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject))
  }
  const accept = (near: Socket) => {
    const far = socketTo(Number(target.port), target.hostname)
    const dead = silent
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.setNoDelay(true).on('error', () => {})
      from.once('close', () => {
        sockets.delete(from)
        if (!deaf.has(from)) to.destroy()
      })
      if (dead) deaf.add(from)
      from.on('data', (chunk) => {
        if (deaf.has(from)) return
        if (late > 0) setTimeout(() => to.write(chunk), late)
        else to.write(chunk)
      })
    }
  }
  const deaf = new WeakSet<Socket>()
  const reset = () => {
    for (const socket of sockets) socket.resetAndDestroy()
  }

  await listen(0)
  const place = server.address()
  const port = typeof place === 'object' ? (place?.port ?? 0) : 0
  const url = new URL(address)
  url.hostname = '127.0.0.1'
  url.port = `${port}`
  return {
    url: url.href,
    silence() {
      silent = true
      for (const socket of sockets) deaf.add(socket)
    },
    reset,
    async refuse() {
      const closed = new Promise((resolve) => server.close(resolve))
      reset()
      await closed
    },
    delay(ms) {
      late = ms
    },
    async mend() {
      silent = false
      late = 0
      if (!server.listening) await listen(port)
    },
    open: () => sockets.size / 2,
    async close() {
      if (!server.listening) return reset()
      const closed = new Promise((resolve) => server.close(resolve))
      reset()
      await closed
    },
  }
}

import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'

/** A relay of an operator's own, with a certificate that nobody trusts. It ends with the test. Returns `127.0.0.1:PORT`. */
export async function startRelay(options: SMTPServerOptions = {}): Promise<string> {
  const relay = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], logger: false, ...options })
  relay.on('error', () => {})
  relay.listen(0, '127.0.0.1')
  await once(relay.server, 'listening')
  onTestFinished(() => new Promise<void>((resolve) => relay.close(() => resolve())))
  return `127.0.0.1:${(relay.server.address() as AddressInfo).port}`
}

/** Something else that takes connections. It ends with the test. Returns `127.0.0.1:PORT`. */
export async function startListener(answer: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    answer(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

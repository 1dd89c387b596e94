import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Config } from '../../config/index.ts'

/** Rejects, as listening would, where nobody can listen on this address; leaves it free. */
export async function tryPort({ host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
  const server = createServer()
  server.listen(port, host)
  await once(server, 'listening')
  server.close()
  await once(server, 'close')
}

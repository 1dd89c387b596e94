import { once } from 'node:events'
import { createServer } from 'node:http'
import { answering } from '../child.ts'

export interface Page {
  headers: Record<string, string>
  /** base64 */
  body: string
}

/** The least that a Node server can do: the same bytes for whoever asks. Answers its URL. */
answering<Page, string>(async ({ headers, body }) => {
  const bytes = Buffer.from(body, 'base64')
  const server = createServer((_, res) => {
    res.writeHead(200, { ...headers, 'content-length': bytes.length }).end(bytes)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}/`
})

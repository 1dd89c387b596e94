import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

const FILES = join(import.meta.dirname, '../../../dist/client')
const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  webmanifest: 'application/manifest+json',
}

export interface Host {
  url: string
  /** What is served under a path; change it while the browser looks. */
  pages: Record<string, string>
  /** The server's clock. */
  clock: () => number
  /** Calls of the API, with their bodies. */
  calls: { method: string; path: string; body: unknown }[]
  /** The status that the API answers instead of saying yes. */
  refuses: number | null
  close(): Promise<void>
}

/** A picture of the state, of the site or of a platform. */
const BADGE = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="20"></svg>'

/** Any web server on the published folder, and an API that says yes. */
export async function host(pages: Record<string, string>): Promise<Host> {
  const calls: Host['calls'] = []
  // Every page asks for it within two seconds: a test that is quicker on one day than on another is not to notice.
  pages['/now.json'] ??= nowJson(0, Date.now())
  const site: Pick<Host, 'pages' | 'calls' | 'clock' | 'refuses'> = { pages, calls, clock: Date.now, refuses: null }
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/'
    response.setHeader('date', new Date(site.clock()).toUTCString())
    if (path.startsWith('/api/')) {
      let body = ''
      for await (const chunk of request) body += chunk
      calls.push({ method: request.method ?? '', path, body: JSON.parse(body) })
      if (site.refuses !== null) return response.writeHead(site.refuses).end()
      response.writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' })
      return response.end(JSON.stringify({ id: 'sub1', token: 'sub1.token', manageUrl: '/manage/sub1.token' }))
    }
    // No news of colleagues: a browser does not ask again.
    if (path === '/staff/changes') return response.writeHead(204).end()
    const content =
      pages[path] ??
      pages[path.replace(/\?.*/, '')] ??
      (path.endsWith('/badge.svg') ? BADGE : null) ??
      (existsSync(join(FILES, path)) && !path.endsWith('/') ? readFileSync(join(FILES, path)) : null)
    if (content === null) return response.writeHead(404).end()
    const type = TYPES[path.replace(/\?.*/, '').endsWith('/') ? 'html' : (path.split('.').pop() ?? '')] ?? 'text/plain'
    return response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(content)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.closeAllConnections()
    return new Promise<void>((done) => server.close(() => done()))
  }
  return Object.assign(site, { url: `http://127.0.0.1:${port}`, close })
}

/** `/now.json` as the publisher writes it. */
export function nowJson(event: number, at: number): string {
  return JSON.stringify({ event, at: new Date(at).toISOString() })
}

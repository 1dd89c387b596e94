import { once } from 'node:events'
import { connect } from 'node:net'
import { whyUnanswered } from '../../lib/error-code.ts'
import { shorten } from '../../lib/text.ts'

/** What somebody answers who is asked for the documents of a page. */
export interface Answer {
  /** Why nobody answered: a code, or words. */
  error: string | null
  status: number | null
  location: string | null
  /** What it calls itself. */
  server: string | null
  /** Of a page of Signalpost: its public key for push services, by which an installation is known. */
  key: string | null
  /** Of a page of Signalpost: when it was last true, in epoch milliseconds. */
  at: number | null
}

const NOBODY: Answer = { error: null, status: null, location: null, server: null, key: null, at: null }
/** Milliseconds. */
const PATIENCE = 6_000
const CONNECTING = 2_000

/** Asks for `/now.json`, as open pages do, and where that is one of Signalpost for the key on its page. */
export async function askPage(origin: string, patience = PATIENCE): Promise<Answer> {
  const { body, ...answer } = await ask(origin, '/now.json', patience)
  const at = timeOf(body)
  if (at === null) return answer
  const page = await ask(origin, '/subscribe/', patience)
  const [, key = null] = /data-push="([\w-]{87})"/.exec(page.body) ?? []
  return { ...answer, at, key }
}

/** Asks without following redirects; never throws. */
export async function ask(origin: string, path: string, patience = PATIENCE): Promise<Answer & { body: string }> {
  try {
    const signal = AbortSignal.timeout(patience)
    const headers = { 'cache-control': 'no-cache' }
    const response = await fetch(`${origin}${path}`, { redirect: 'manual', signal, headers })
    const { status } = response
    const server = response.headers.get('server')
    return {
      ...NOBODY,
      status,
      location: status >= 300 && status < 400 ? response.headers.get('location') : null,
      server: server === null ? null : shorten(server, 40),
      body: status === 200 ? await response.text() : '',
    }
  } catch (error) {
    return { ...NOBODY, error: whyUnanswered(error), body: '' }
  }
}

/** Whether somebody takes connections there, whatever comes after; never throws. */
export async function connects(origin: string): Promise<boolean> {
  const { protocol, hostname, port } = new URL(origin)
  const host = hostname.replace(/^\[|\]$/g, '')
  const socket = connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80) })
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECTING) })
    return true
  } catch {
    return false
  } finally {
    socket.on('error', () => {}).destroy()
  }
}

function timeOf(body: string): number | null {
  try {
    const { event, at } = JSON.parse(body)
    const time = Date.parse(String(at))
    return typeof event !== 'number' || Number.isNaN(time) ? null : time
  } catch {
    return null
  }
}

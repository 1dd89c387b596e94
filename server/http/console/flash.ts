import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Flash } from '../../../src/views.ts'
import type { Env } from '../deps.ts'
import { seeOther } from '../pages/form.ts'

const NAME = 'signalpost-done'
const OPTIONS = { path: '/staff/', httpOnly: true, sameSite: 'Lax' } as const

/** Leads to a page, which says once what was done, with the way back where there is one. */
export function seeDone(c: Context<Env>, path: string, says: string, back: Flash['back'] = null): Response {
  const kept = Buffer.from(JSON.stringify({ path, says, back })).toString('base64url')
  setCookie(c, NAME, kept, { ...OPTIONS, maxAge: 60 })
  return seeOther(c, path)
}

/** What was done just now, for the page that it led to; reloaded, that no longer says it. */
export function flashOf(c: Context<Env>): Flash | null {
  const kept = getCookie(c, NAME)
  if (kept === undefined || c.req.method !== 'GET') return null
  try {
    const { path, says, back } = JSON.parse(Buffer.from(kept, 'base64url').toString()) as Flash & { path: string }
    if (path !== c.req.path) return null
    deleteCookie(c, NAME, OPTIONS)
    return { says, back }
  } catch {
    return null
  }
}

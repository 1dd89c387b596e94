import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Flash } from '../../../src/views.ts'
import { matches, sign } from '../../lib/links.ts'
import { shorten } from '../../lib/text.ts'
import type { AppDeps, Env } from '../deps.ts'
import { seeOther } from '../pages/form.ts'
import { nameOf, options } from './cookies.ts'

type Deps = Pick<AppDeps, 'site' | 'linkSecret'>

/** In seconds: as long as a page takes to come. */
const LASTS = 60
/** Browsers take no cookie of more than 4096 bytes. */
const LONGEST = 600

/** Leads to a page, which says once what was done, with the way back where there is one. */
export function seeDone(c: Context<Env>, deps: Deps, path: string, says: string, back: Flash['back'] = null): Response {
  const page = path.replace(/[?#].*/s, '')
  const kept = Buffer.from(JSON.stringify({ path: page, says: shorten(says, LONGEST), back })).toString('base64url')
  setCookie(c, nameOf(deps, 'done'), `${kept}.${sign(deps.linkSecret, 'done', kept)}`, options(deps, LASTS))
  return seeOther(c, path)
}

/** What was done just now, for the page that it led to; reloaded, that no longer says it. Nobody else can have it say something. */
export function flashOf(c: Context<Env>, deps: Deps): Flash | null {
  const [kept = '', mac = ''] = (getCookie(c, nameOf(deps, 'done')) ?? '').split('.')
  if (c.req.method !== 'GET' || !matches(mac, sign(deps.linkSecret, 'done', kept))) return null
  const { path, ...flash }: Flash & { path: string } = JSON.parse(Buffer.from(kept, 'base64url').toString())
  if (path !== c.req.path) return null
  deleteCookie(c, nameOf(deps, 'done'), options(deps, 0))
  return flash
}

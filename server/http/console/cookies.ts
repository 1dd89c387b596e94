import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { disabledPeople } from '../../../db/staff/people.ts'
import { SESSION_LASTS } from '../../domain/staff/session.ts'
import { newId } from '../../lib/ids.ts'
import { matches, sign } from '../../lib/links.ts'
import type { AppDeps, Env } from '../deps.ts'

type Deps = Pick<AppDeps, 'site' | 'linkSecret'>

const YEAR = 365 * 24 * 60 * 60

/** Browsers take the prefix only with `Secure` and the path `/`, so that no other host can set such a cookie. */
export const nameOf = ({ site }: Deps, what: 'session' | 'browser' | 'done' | 'attempt' | 'passkey') =>
  site.url.startsWith('https:') ? `__Host-signalpost-${what}` : `signalpost-${what}`

/** `maxAge`: in seconds. */
export const options = ({ site }: Deps, maxAge: number) =>
  ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: site.url.startsWith('https:'), maxAge }) as const

export function sessionCookie(c: Context<Env>, deps: Deps): string {
  return getCookie(c, nameOf(deps, 'session')) ?? ''
}

/** Keeps a session in this browser, and that it has been the person's. */
export function keepSession(c: Context<Env>, deps: Deps, { secret, personId }: { secret: string; personId: string }) {
  setCookie(c, nameOf(deps, 'session'), secret, options(deps, SESSION_LASTS / 1000))
  const browser = newId()
  const mark = `${browser}.${sign(deps.linkSecret, 'browser', `${browser}:${personId}`)}.${deskMark(deps, browser)}`
  setCookie(c, nameOf(deps, 'browser'), mark, options(deps, YEAR))
}

export function forgetSession(c: Context<Env>, deps: Deps): void {
  deleteCookie(c, nameOf(deps, 'session'), options(deps, 0))
}

/** The id of this browser, if this person was the last to sign in with it. */
export function knownBrowser(c: Context<Env>, deps: Deps, personId: string): string | null {
  const [browser, mac] = (getCookie(c, nameOf(deps, 'browser')) ?? '').split('.')
  if (!browser || !mac) return null
  return matches(mac, sign(deps.linkSecret, 'browser', `${browser}:${personId}`)) ? browser : null
}

/**
 * Is it the account last used in this browser that is disabled? Only where its session was not signed out: whoever sits at the
 * browser later is not told.
 */
export async function isOfDisabled(c: Context<Env>, deps: Deps & Pick<AppDeps, 'db'>): Promise<boolean> {
  if (c.var.session || !sessionCookie(c, deps) || !isDeskBrowser(c, deps)) return false
  return (await disabledPeople(deps.db)).some((id) => knownBrowser(c, deps, id) !== null)
}

/** Has anybody of the desk signed in with this browser? Told without the database. */
export function isDeskBrowser(c: Context<Env>, deps: Deps): boolean {
  const [browser, , mark] = (getCookie(c, nameOf(deps, 'browser')) ?? '').split('.')
  return browser !== undefined && mark !== undefined && matches(mark, deskMark(deps, browser))
}

const deskMark = ({ linkSecret }: Deps, browser: string) => sign(linkSecret, 'desk browser', browser)

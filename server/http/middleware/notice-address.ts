import type { Context, MiddlewareHandler } from 'hono'
import { HOUR, type Instant } from '../../domain/vocabulary.ts'
import { shorten } from '../../lib/text.ts'
import type { AppDeps, Env } from '../deps.ts'
import { isRead } from './problem.ts'

/**
 * The origin at which somebody has this page open, where that is not the page's own (`PUBLIC_URL`); null where it is, or where
 * the request came from another site or a program. Browsers tell whether page and request are of one origin
 * (Sec-Fetch-Site); where they do not, as on plain http, page and request name the same host (Origin and Host).
 */
function elsewhere(c: Context<Env>, siteUrl: string): string | null {
  const origin = c.req.header('origin')
  if (origin === undefined || !URL.canParse(origin) || new URL(origin).origin === new URL(siteUrl).origin) return null
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' ? origin : null
  return isAskedAt(c, origin) ? origin : null
}

/** Was the request sent to the host of this origin? */
export function isAskedAt(c: Context<Env>, origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const { host } = new URL(origin)
  const asked = [c.req.header('host'), c.req.header('x-forwarded-host'), new URL(c.req.url).host]
  return asked.includes(host)
}

/** A form that was refused may be this page's own, behind a proxy that changes the name of the host. */
function refusedFrom(c: Context<Env>, siteUrl: string): string | null {
  const origin = c.req.header('origin') ?? ''
  if (c.res.status !== 403 || c.req.header('sec-fetch-site') !== undefined || !URL.canParse(origin)) return null
  return new URL(origin).origin === new URL(siteUrl).origin ? null : origin
}

/** Anybody can send such a request: one line in so long says enough. */
const AGAIN = HOUR

/**
 * Notices that people use the page at another address than `PUBLIC_URL`: then the links that they get lead astray, and on
 * plain http no form of the page is taken. It is logged with both addresses, at most once an hour.
 */
export function noticeAddress({ log, clock, site }: AppDeps): MiddlewareHandler<Env> {
  let loggedAt: Instant = Number.NEGATIVE_INFINITY
  return async (c, next) => {
    await next()
    const used = isRead(c.req.method) ? null : (elsewhere(c, site.url) ?? refusedFrom(c, site.url))
    if (used === null) return
    const now = clock()
    if (now - loggedAt < AGAIN) return
    loggedAt = now
    const address = shorten(used, 200)
    log.warn(
      { used: address, publicUrl: site.url },
      `a form was sent from ${address}, but PUBLIC_URL is ${site.url}: if that is where people have this page open, links lead astray, and on plain http its forms are refused; set PUBLIC_URL to it`,
    )
  }
}

import type { Context } from 'hono'
import type { AppDeps, Env } from '../deps.ts'
import { Problem } from '../middleware/problem.ts'
import { isForeign } from './form.ts'
import { asksForPage, page } from './page.ts'

/**
 * The 403 of a form of a personal page that was sent from elsewhere: by another site's page, or by this one where it is
 * open at an address that is not its own, which no one can tell apart behind every proxy. It leads to the page's own
 * address. Null if it came from there, or no browser sent it.
 */
export async function refuseForeign(c: Context<Env>, deps: AppDeps): Promise<Response | null> {
  if (!isForeign(c, deps.site.url)) return null
  const own = deps.site.url + c.req.path
  if (asksForPage(c)) return page(c, deps, { kind: 'error', status: 403, wait: null, own }, 403)
  throw new Problem(
    403,
    'foreign_form',
    `This form was not sent from ${deps.site.url}, so nothing was done. Send it from there.`,
  )
}

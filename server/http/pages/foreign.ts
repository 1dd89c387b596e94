import type { Context } from 'hono'
import type { AppDeps, Env } from '../deps.ts'
import { Problem } from '../middleware/problem.ts'
import { errorPage } from './error-page.ts'
import { isForeign } from './form.ts'
import { asksForPage } from './page.ts'

/** The 403 of a form of a personal page that another site's page sent; null if it came from ours, or no browser sent it. */
export async function refuseForeign(c: Context<Env>, deps: AppDeps): Promise<Response | null> {
  if (!isForeign(c, deps.site.url)) return null
  if (asksForPage(c)) return errorPage(c, deps, 403)
  throw new Problem(403, 'foreign_form', 'This form was sent from another site, so nothing was done.')
}

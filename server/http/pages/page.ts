import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { newestEvent } from '../../../db/delivery/events.ts'
import { dictionary } from '../../../src/i18n/index.ts'
import type { View } from '../../../src/views.ts'
import type { AppDeps, Env } from '../deps.ts'

/**
 * Renders a page that is made for one person or one answer: never stored, never indexed. Throws if it cannot be
 * rendered; see `errorPage` for what is shown then.
 */
export async function page(
  c: Context<Env>,
  deps: AppDeps,
  view: View,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const context = {
    site: (await deps.readSite?.()) ?? deps.site,
    // What follows may be a secret, which belongs neither into the page nor into a log.
    path: `/${c.req.path.split('/')[1] ?? ''}/`,
    madeAt: deps.clock(),
    event: await newestEvent(deps.db),
    feeds: [...(deps.feeds ?? [])],
    view,
  }
  const html = await deps.renderer.render(context)
  c.header('Content-Security-Policy', deps.renderer.headerPolicy(html))
  c.header('Cache-Control', 'no-store')
  c.header('X-Robots-Tag', 'noindex')
  return c.html(html, status)
}

/** The page of an error; in plain words if even that cannot be rendered. */
export async function errorPage(c: Context<Env>, deps: AppDeps, status: 404 | 500 | 503): Promise<Response> {
  try {
    return await page(c, deps, { kind: 'error', status }, status)
  } catch (error) {
    deps.log.error(error, 'an error page could not be rendered')
    c.header('Cache-Control', 'no-store')
    return c.text(dictionary(deps.site.locale).error.plain[status], status)
  }
}

/** Is a page the answer? Browsers ask for one; whoever takes anything gets one where pages are, not where data are. */
export function wantsPage(c: Context<Env>): boolean {
  const accept = c.req.header('accept') ?? '*/*'
  return accept.includes('text/html') || (accept.includes('*/*') && !/\.\w+$/.test(c.req.path))
}

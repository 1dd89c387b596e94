import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { newestEvent } from '../../../db/delivery/events.ts'
import { dictionary } from '../../../src/i18n/index.ts'
import type { ErrorView, View } from '../../../src/views.ts'
import type { AppDeps, Env } from '../deps.ts'

/**
 * Renders a personal page: never stored, never indexed. Throws if it cannot be rendered; see `errorPage` for that case.
 */
export async function page(
  c: Context<Env>,
  deps: AppDeps,
  view: View,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  // A page that says that the database is away does not wait for it, nor does it follow what happens.
  const isAway = status === 503
  const context = {
    site: (isAway ? undefined : await deps.readSite?.()) ?? deps.site,
    // The rest may be a token, which must not be in the page or in a log.
    path: `/${c.req.path.split('/')[1] ?? ''}/`,
    madeAt: deps.clock(),
    changedAt: null,
    event: isAway ? Number.MAX_SAFE_INTEGER : await newestEvent(deps.db),
    feeds: [...(deps.feeds ?? [])],
    view,
  }
  const html = await deps.renderer.render(context)
  c.header('Content-Security-Policy', deps.renderer.headerPolicy(html))
  c.header('Cache-Control', 'no-store')
  c.header('X-Robots-Tag', 'noindex')
  return c.html(html, status)
}

/** An error page; plain text if that cannot be rendered. */
export async function errorPage(c: Context<Env>, deps: AppDeps, status: ErrorView['status']): Promise<Response> {
  try {
    return await page(c, deps, { kind: 'error', status }, status)
  } catch (error) {
    deps.log.error(error, 'rendering an error page failed')
    c.header('Cache-Control', 'no-store')
    return c.text(dictionary(deps.site.locale).error.plain[status], status)
  }
}

/** Is a page expected? Browsers accept HTML; clients that accept anything get pages, except at paths of data files. */
export function wantsPage(c: Context<Env>): boolean {
  const accept = c.req.header('accept') ?? '*/*'
  return accept.includes('text/html') || (accept.includes('*/*') && !/\.\w+$/.test(c.req.path))
}

import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { newestEvent } from '../../../db/delivery/events.ts'
import type { Site, View } from '../../../src/views.ts'
import type { AppDeps, Env } from '../deps.ts'
import { readerLocale } from './reader-locale.ts'

/**
 * Renders a personal page: never stored, never indexed. Throws if it cannot be rendered; see `errorPage` for that case.
 */
export async function page(
  c: Context<Env>,
  deps: AppDeps,
  view: View,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const site = { ...((await deps.readSite?.()) ?? deps.site), locale: readerLocale(c, deps.site) }
  // The rest may be a token, which must not be in the page or in a log.
  const path = `/${c.req.path.split('/')[1] ?? ''}/`
  return sendPage(c, deps, await renderPage(deps, { site, path, event: await newestEvent(deps.db), view }), status)
}

/** The HTML of a page as it is now. */
export function renderPage(deps: AppDeps, shown: { site: Site; path: string; event: number; view: View }) {
  return deps.renderer.render({
    ...shown,
    madeAt: deps.clock(),
    changedAt: null,
    feeds: deps.feeds?.(shown.site) ?? [],
  })
}

/** Answers with a page that was rendered for this request alone, or may look as if: never stored, never indexed. */
export function sendPage(c: Context<Env>, deps: AppDeps, html: string, status: ContentfulStatusCode) {
  c.header('Content-Security-Policy', deps.renderer.headerPolicy(html))
  c.header('Cache-Control', 'no-store')
  c.header('X-Robots-Tag', 'noindex')
  return c.html(html, status)
}

/** Is a page expected? Browsers accept HTML; clients that accept anything get pages, except at paths of data files. */
export function wantsPage(c: Context<Env>): boolean {
  const accept = c.req.header('accept') ?? '*/*'
  return asksForPage(c) || (accept.includes('*/*') && !/\.\w+$/.test(c.req.path))
}

/** Is a page asked for by name, as browsers do? */
export function asksForPage(c: Context<Env>): boolean {
  return c.req.header('accept')?.includes('text/html') ?? false
}

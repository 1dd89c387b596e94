/** Compiled to `dist/server/entry.mjs`: how the publisher and the HTTP layer turn a view into a page. */
import { createApp } from 'astro/app/entrypoint'
import type { PageContext } from './views.ts'

const app = createApp({ streaming: false })
const META = '<meta http-equiv="content-security-policy" content="'

/**
 * The page of a view as HTML, with its Content-Security-Policy in the first `<meta>`.
 * Throws if a component throws, and on anything but a complete page: what this returns may be published.
 */
export async function render(context: PageContext): Promise<string> {
  const request = new Request(`http://renderer.local/${context.view.kind}`)
  const response = await app.render(request, { locals: context })
  const html = await response.text()
  const problem = response.status !== 200 ? `status ${response.status}` : html.trim() ? null : 'an empty body'
  if (problem) throw new Error(`Rendering ${context.path} (${context.view.kind}) gave ${problem}.`)
  const policy = response.headers.get('content-security-policy')
  if (!policy) throw new Error(`Rendering ${context.path} gave no Content-Security-Policy.`)
  return withPolicy(html, policy)
}

function withPolicy(html: string, policy: string): string {
  const head = html.indexOf('<head>') + '<head>'.length
  return `${html.slice(0, head)}${META}${policy}">${html.slice(head)}`
}

/**
 * The Content-Security-Policy of a rendered page as a response header: what its `<meta>` says, and what only a header
 * can say. For a page without one (or one not made by `render`) nothing is allowed.
 */
export function headerPolicy(html: string): string {
  const from = html.indexOf(META)
  const own = from < 0 ? "default-src 'none';" : html.slice(from + META.length, html.indexOf('">', from))
  return `${own.replace(/;?\s*$/, ';')} frame-ancestors 'none'`
}

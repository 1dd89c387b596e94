/** Compiled to `dist/server/entry.mjs`: how the publisher and the HTTP layer turn a view into a page. */
import { createHash } from 'node:crypto'
import { createApp } from 'astro/app/entrypoint'
import { accentStyle } from './identity/accent.ts'
import type { PageContext } from './views.ts'

export { addDictionary } from './i18n/index.ts'

const app = createApp({ streaming: false })
// Astro would log a component's error and answer an empty 500; whoever asked for the page hears of it instead.
app.logger.setDestination({ write: () => {} })
app.renderError = async (_request, { status, error }) => {
  throw error ?? new Error(`status ${status}`)
}

const META = '<meta http-equiv="content-security-policy" content="'

/**
 * The page of a view as HTML, with its Content-Security-Policy in the first `<meta>`.
 * Throws what a component throws (as `cause`), and on anything but a complete page: what this returns may be published.
 */
export async function render(context: PageContext): Promise<string> {
  const request = new Request(`http://renderer.local/${context.view.kind}`)
  try {
    const response = await app.render(request, { locals: context })
    const policy = response.headers.get('content-security-policy')
    const html = await response.text()
    if (response.status !== 200 || !html.trim() || !policy) throw new Error(`status ${response.status}, incomplete`)
    return withPolicy(html, allowing(policy, context))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`Rendering ${context.path} (${context.view.kind}) failed: ${reason}`, { cause })
  }
}

/** The style of the provider's colour is no part of what was compiled; it is allowed by its own hash. */
function allowing(policy: string, { site }: PageContext): string {
  if (!site.brand?.accent) return policy
  const [text = ''] = inlineTexts(accentStyle(site.brand))
  return policy.replace('style-src ', `style-src 'sha256-${createHash('sha256').update(text).digest('base64')}' `)
}

/** Astro sends the policy as a response header, which files do not have. */
function withPolicy(html: string, policy: string): string {
  const head = html.indexOf('<head>') + '<head>'.length
  return `${html.slice(0, head)}${META}${narrowed(policy, html)}">${html.slice(head)}`
}

/** Astro names the styles and scripts of the whole site, in hashes that nothing compresses; only the page's own stay. */
function narrowed(policy: string, html: string): string {
  const own = new Set(inlineTexts(html).map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`))
  return policy.replace(/ ('sha256-[^']+')/g, (named, hash) => (own.has(hash) ? named : ''))
}

/** What stands in a page's own styles and scripts. */
function inlineTexts(html: string): string[] {
  return [...html.matchAll(/<(style|script)\b[^<>]*>/g)].map(({ 0: tag, 1: name, index }) => {
    const from = index + tag.length
    return html.slice(from, html.indexOf(`</${name}>`, from))
  })
}

/**
 * The Content-Security-Policy of a rendered page as a response header: what its `<meta>` says, and what only a header
 * can say. For a page without one (not made by `render`) nothing is allowed.
 */
export function headerPolicy(html: string): string {
  const from = html.indexOf(META)
  const own = from < 0 ? "default-src 'none';" : html.slice(from + META.length, html.indexOf('">', from))
  return `${own.trimEnd().replace(/;?$/, ';')} frame-ancestors 'none'`
}

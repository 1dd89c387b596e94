import type { PageContext } from '../../src/views.ts'
import type { Renderer } from '../publish/render/renderer.ts'

/** A public page to be looked at in a frame: one document that runs nothing and leads nowhere by itself. */
export interface FramedPage {
  html: string
  /** Its Content-Security-Policy where it has an address of its own. In `srcdoc` the policy of the page around applies. */
  policy: string
}

/** Renders a page as the public would get it, without its scripts: they would look for news of it. */
export async function framedPage(context: PageContext, renderer: Pick<Renderer, 'render'>): Promise<FramedPage> {
  const page = await renderer.render(context)
  const styles = /<meta http-equiv="content-security-policy" content="[^"]*?(style-src [^;"]*)/.exec(page)?.[1]
  return {
    html: page
      .replaceAll(/<script\b.*?(?:<\/script>|$)/gs, '')
      // The policy allows its scripts, and a page that has moved would leave for the real one.
      .replaceAll(/<meta http-equiv="[^>]*>?/g, '')
      .replace('<head>', '<head><base target="_blank">'),
    policy: [
      'sandbox allow-popups allow-popups-to-escape-sandbox',
      "default-src 'none'",
      styles ?? "style-src 'none'",
      "img-src 'self' data:",
      "font-src 'self'",
      "form-action 'none'",
      "frame-ancestors 'self'",
    ].join('; '),
  }
}

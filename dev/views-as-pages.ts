import type { Renderer } from '../server/publish/render/renderer.ts'
import type { PageContext } from '../src/views.ts'

const BEFORE = '<!doctype html><script type="application/json" id="view">'
const AFTER = '</script>'

/**
 * For development: a "page" is the view it would show, as data. The product stores and sends it as it does its pages;
 * `astro dev` makes the real page of it at the last moment, from the components as they are then.
 */
export const viewsAsPages: Renderer = {
  render: async (context) => BEFORE + JSON.stringify(context).replaceAll('<', '\\u003c') + AFTER,
  // Vite's own scripts and styles would not be let in.
  headerPolicy: () => "frame-ancestors 'none'",
  // Whatever a start may have changed is made anew.
  hash: `development ${crypto.randomUUID()}`,
  assets: 'public',
}

/** The view that stands for a page, or null if this is something else. */
export function viewIn(page: string): PageContext | null {
  if (!page.startsWith(BEFORE)) return null
  return JSON.parse(page.slice(BEFORE.length, -AFTER.length)) as PageContext
}

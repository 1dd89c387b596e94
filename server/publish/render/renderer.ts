import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PageContext } from '../../../src/views.ts'

/** The compiled pages, and what belongs to them. */
export interface Renderer {
  /** HTML of a view. Throws on anything but a complete page. */
  render(context: PageContext): Promise<string>
  /** The Content-Security-Policy header of a page that `render` made. */
  headerPolicy(html: string): string
  /** Changes with anything that a document is made by: pages, feeds, wording. */
  hash: string
  /** Folder of static files beside the pages: icons, styles, scripts, the service worker. */
  assets: string
}

const ROOT = join(import.meta.dirname, '../../..')
const MADE_BY = ['dist', 'server/publish', 'server/domain', 'server/lib/markdown.ts', 'server/lib/text.ts', 'src/i18n']

/** Finds the pages that `astro build` compiled; they are loaded with the first page. Throws if they were never built. */
export function loadRenderer(root = ROOT): Renderer {
  const entry = join(root, 'dist/server/entry.mjs')
  if (!existsSync(entry)) throw new Error(`The pages are not built: ${entry} is missing. Run "npm run build" first.`)
  let compiled: Promise<Pick<Renderer, 'render' | 'headerPolicy'>> | undefined
  let loaded: Pick<Renderer, 'render' | 'headerPolicy'> | undefined
  return {
    render: async (context) => {
      compiled ??= loadWhole(entry)
      loaded = await compiled
      return loaded.render(context)
    },
    headerPolicy: (html) => {
      if (!loaded) throw new Error('headerPolicy() is for pages that render() made.')
      return loaded.headerPolicy(html)
    },
    hash: hashOf(MADE_BY.flatMap((path) => filesIn(join(root, path)))),
    assets: join(root, 'dist/client'),
  }
}

/** With every page at once: an upgrade may replace the files under a running server. */
async function loadWhole(entry: string): Promise<Pick<Renderer, 'render' | 'headerPolicy'>> {
  const chunks = filesIn(join(entry, '../chunks')).filter((file) => file.endsWith('.mjs'))
  await Promise.all(chunks.map((file) => import(pathToFileURL(file).href)))
  return (await import(pathToFileURL(entry).href)) as Pick<Renderer, 'render' | 'headerPolicy'>
}

/** Every file at or below a path, in a stable order. */
function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function hashOf(files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('base64url').slice(0, 16)
}

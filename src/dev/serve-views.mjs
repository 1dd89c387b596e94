import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * `astro dev` only: gives each page request its context, as the publisher gives it to the compiled pages. Contexts come
 * from `src/dev/samples.ts`, or from a module of yours that exports `contextFor(path)`: PageContext or null, or a promise.
 */
export function serveViews(server, module) {
  const load = module
    ? () => import(pathToFileURL(resolve(module)).href)
    : () => server.ssrLoadModule('/src/dev/samples.ts')
  server.middlewares.use(async (req, _res, next) => {
    const { pathname } = new URL(req.url ?? '/', 'http://dev.local')
    if (!isPage(pathname)) return next()
    try {
      const { contextFor } = await load()
      const context = (await contextFor(pathname)) ?? (await contextFor('/404/'))
      req[Symbol.for('astro.locals')] = context
      req.url = `/${context.view.kind}`
      next()
    } catch (error) {
      next(error)
    }
  })
}

/** Pages end in a slash; files, and Vite's own paths, do not. */
function isPage(pathname) {
  return pathname.endsWith('/') && !pathname.startsWith('/@')
}

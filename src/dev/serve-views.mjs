/**
 * `astro dev` only: gives each page request its context. Contexts come from `src/dev/samples.ts`, or from the module
 * named by SIGNALPOST_VIEWS (a path from the project root), which exports `contextFor(path)`: PageContext or null.
 */
export function serveViews(server) {
  const module = `/${(process.env.SIGNALPOST_VIEWS ?? 'src/dev/samples.ts').replace(/^\.?\//, '')}`
  server.middlewares.use(async (req, _res, next) => {
    const { pathname } = new URL(req.url ?? '/', 'http://dev.local')
    if (!isPage(pathname)) return next()
    try {
      const { contextFor } = await server.ssrLoadModule(module)
      const context = (await contextFor(pathname)) ?? (await contextFor('/404/'))
      req[Symbol.for('astro.locals')] = context
      req.url = `/${context.view.kind}`
      next()
    } catch (error) {
      next(error)
    }
  })
}

/** Vite's own paths and files have a dot, an @ or a query marker in them; pages end in a slash. */
function isPage(pathname) {
  return pathname.endsWith('/') && !pathname.startsWith('/@')
}

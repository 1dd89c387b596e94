import './server/lib/temporal.ts'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getAdapter } from '@astrojs/node'
import { defineConfig } from 'astro/config'
import { webFace } from './src/identity/face.ts'

/** The site is compiled into a renderer for the publisher (`src/renderer.ts`), not into a server. */
const renderer = {
  name: 'signalpost-renderer',
  hooks: {
    'astro:config:setup': ({ command, updateConfig }) => {
      // Everything in one folder: the renderer starts faster, and does not care where it lies.
      if (command === 'build') updateConfig({ vite: { ssr: { noExternal: true } } })
    },
    'astro:config:done': ({ setAdapter, config }) => {
      const serverEntrypoint = new URL('./src/renderer.ts', config.root)
      setAdapter({ ...getAdapter({ staticHeaders: false }), serverEntrypoint, previewEntrypoint: undefined })
    },
  },
}

/** What a copy of a module (`?own`) imports is a copy too: two pages that shared one would load it from a file of its own. */
const copies = {
  name: 'signalpost-copies',
  enforce: 'pre',
  resolveId(source, importer) {
    // A copy of a copy is one of its own again.
    const [own] = importer?.match(/(\?own)+$/) ?? []
    return own && source.startsWith('.') ? this.resolve(source + own, importer.slice(0, -own.length)) : null
  },
}

/** The banner for other sites, made small as the scripts of pages are; the publisher makes a public file of it. */
const banner = {
  name: 'signalpost-banner',
  apply: 'build',
  applyToEnvironment: ({ name }) => name === 'client',
  buildStart() {
    this.emitFile({
      type: 'chunk',
      id: fileURLToPath(new URL('src/scripts/embed/banner.ts', import.meta.url)),
      fileName: 'banner.js',
    })
  },
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const { code } = bundle['banner.js']
      delete bundle['banner.js']
      writeFileSync(new URL('dist/banner.js', import.meta.url), code.trim())
    },
  },
}

const face = await webFace()

/** The type face: a file of its own beside the pages, so that it is fetched once. */
const typeFace = {
  name: 'signalpost-type-face',
  hooks: {
    'astro:config:setup': ({ updateConfig }) => {
      const named = {
        name: 'signalpost-type-face',
        enforce: 'pre',
        transform: (code, id) => (id.endsWith('/styles/face.css') ? code.replace('FACE', face.path) : undefined),
      }
      updateConfig({ vite: { define: { FACE: JSON.stringify(face.path) }, plugins: [named] } })
    },
    'astro:server:setup': ({ server }) => {
      server.middlewares.use(face.path, (_, response) => {
        response.setHeader('content-type', 'font/woff2')
        response.end(face.content)
      })
    },
    'astro:build:done': async ({ dir }) => {
      const put = (path, content) => {
        const file = new URL(path, dir)
        mkdirSync(dirname(file.pathname), { recursive: true })
        writeFileSync(file, content)
      }
      put(`.${face.path}`, face.content)
    },
  },
}

export default defineConfig({
  output: 'server',
  adapter: renderer,
  integrations: [typeFace],
  session: false,
  image: { service: { entrypoint: 'astro/assets/services/noop' } },
  markdown: { syntaxHighlight: false },
  devToolbar: { enabled: false },
  compressHTML: true,
  build: { inlineStylesheets: 'always' },
  security: {
    csp: {
      directives: [
        "default-src 'none'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
      ],
    },
  },
  vite: {
    plugins: [copies, banner],
    // Scripts are small enough to travel inside the page: the first view is one request.
    build: { assetsInlineLimit: 16_384 },
  },
})

import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { Role } from '../../../server/domain/vocabulary.ts'
import { signedIn } from '../app/signed-in.ts'
import { type TestApp, testApp } from '../app/test-app.ts'
import { sqliteInMemory } from '../database.ts'
import { headerPolicy, render } from '../site/pages.ts'
import { withPage } from './browser.ts'

const FILES = join(import.meta.dirname, '../../../dist/client')

/** Serves an application to a browser at an address of its own, for the tests of one file; `fresh` makes the next one. */
export function deskInBrowser() {
  let app: TestApp
  let server: Server
  let url: string
  beforeAll(async () => {
    // What the pages load lies beside them, as behind any web server.
    const files = (path: string) => new Response(readFileSync(join(FILES, path)))
    const isFile = (path: string) => /\.(svg|png|webmanifest|js|css)$/.test(path)
    const fetch: Parameters<typeof createAdaptorServer>[0]['fetch'] = (request, env) => {
      const { pathname } = new URL(request.url)
      return isFile(pathname) ? files(pathname) : app.hono.fetch(request, env)
    }
    server = createAdaptorServer({ fetch }) as Server
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    async fresh(): Promise<TestApp> {
      const { db } = await sqliteInMemory()
      app = await testApp(db, { renderer: { render, headerPolicy } })
      app.deps.site.url = url
      return app
    },
    /** A browser in which somebody of this role is signed in, `path` open. */
    async as(role: Role, path: string, options: BrowserContextOptions, use: (page: Page) => Promise<void>) {
      const { secret } = await signedIn(app.db, role, app.clock.now, `${role} of ${app.clock.now}`)
      await withPage(options, async (page) => {
        await page.context().addCookies([{ name: 'signalpost-session', value: secret, url }])
        await page.goto(url + path)
        await use(page)
      })
    },
    url: () => url,
  }
}

import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { Role } from '../../../server/domain/vocabulary.ts'
import type { AppDeps } from '../../../server/http/deps.ts'
import { signedIn } from '../app/signed-in.ts'
import { type TestApp, testApp } from '../app/test-app.ts'
import { sqliteInMemory } from '../database.ts'
import { headerPolicy, render } from '../site/pages.ts'
import { withPage } from './browser.ts'

const FILES = join(import.meta.dirname, '../../../dist/client')

export interface Desk {
  url: string
  app(): TestApp
  /** A new installation at the same address, as after a restart with another database. */
  begin(changes?: Partial<AppDeps>): Promise<TestApp>
  /** The browser of somebody who is signed in. */
  as<T>(
    person: Awaited<ReturnType<typeof signedIn>>,
    options: BrowserContextOptions,
    use: (page: Page) => Promise<T>,
  ): Promise<T>
  somebody(role: Role, name?: string): ReturnType<typeof signedIn>
}

/** The real application behind a real port, with the compiled pages; its clock stands. */
export function desk(): Desk {
  let app: TestApp
  let server: Server
  const it: Desk = {
    url: '',
    app: () => app,
    async begin(changes = {}) {
      const { db } = await sqliteInMemory()
      app = await testApp(db, { renderer: { render, headerPolicy }, ...changes })
      app.deps.site.url = it.url
      return app
    },
    somebody: (role, name) => signedIn(app.db, role, app.clock.now, name),
    as: (person, options, use) =>
      withPage(options, async (page) => {
        await page.context().addCookies([{ name: 'signalpost-session', value: person.secret, url: it.url }])
        return use(page)
      }),
  }
  beforeAll(async () => {
    const isFile = (path: string) => /\.(svg|png|webmanifest|js|css|woff2)$/.test(path)
    const fetch: Parameters<typeof createAdaptorServer>[0]['fetch'] = (request, env) => {
      const { pathname } = new URL(request.url)
      const headers = { 'access-control-allow-origin': '*' }
      return isFile(pathname)
        ? new Response(readFileSync(join(FILES, pathname)), { headers })
        : app.hono.fetch(request, env)
    }
    server = createAdaptorServer({ fetch }) as Server
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    it.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return it
}

/** The same, for somebody of a role who signs in as they open a page. */
export function deskInBrowser() {
  const it = desk()
  return {
    fresh: it.begin,
    url: () => it.url,
    async as(role: Role, path: string, options: BrowserContextOptions, use: (page: Page) => Promise<void>) {
      const { db, clock } = it.app()
      const person = await signedIn(db, role, clock.now, `${role} of ${clock.now}`)
      await it.as(person, options, async (page) => {
        await page.goto(it.url + path)
        await use(page)
      })
    },
  }
}

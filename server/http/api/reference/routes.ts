import { createHash } from 'node:crypto'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { AppDeps, Env } from '../../deps.ts'
import { openApiDocument } from './openapi.ts'
import { referencePage } from './page.ts'
import { STYLE } from './style.ts'

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** `/openapi.json` and `/docs`, generated once from the routes. Register after all other routes. */
export function referenceRoutes(api: OpenAPIHono<Env>, deps: AppDeps): void {
  let made: { json: string; html: Promise<string> } | undefined
  const reference = () => {
    if (made) return made
    const json = JSON.stringify(openApiDocument(api, deps.site))
    made = { json, html: referencePage(json) }
    return made
  }
  api.get('/openapi.json', (c) => {
    return c.body(reference().json, 200, { 'Content-Type': 'application/json' })
  })
  api.get('/docs', async (c) => {
    c.header('Content-Security-Policy', POLICY)
    return c.html(await reference().html)
  })
}

import Sqlite from 'better-sqlite3'
import { migrate } from '../../../db/migrate.ts'
import { openDatabase } from '../../../db/open.ts'
import { useSecretKey } from '../../../db/system/audit-key.ts'
import { testApp } from '../app/test-app.ts'
import { TEST_KEY } from '../process/secret-key.ts'
import { code, madeFrom, page, table } from './markdown.ts'

/** As much of the OpenAPI document as the page shows. */
interface Api {
  info: { description: string }
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
}
interface Operation {
  summary: string
  tags: string[]
  'x-role': string
}

/** `docs/api.md`: every call, who may make it and what it does. */
export async function apiPage(): Promise<string> {
  const api = await apiDocument()
  return page(
    madeFrom('the routes in `server/http/api`'),
    '# API',
    `Everything is under \`/api/v1\`. A running server describes each field and answer at \`/api/v1/docs\`, for programs at
\`/api/v1/openapi.json\` (OpenAPI 3.1). What is not made for programs has [addresses](addresses.md) of its own.`,
    api.info.description,
    ...api.tags.map(({ name, description }) => section(api, name, description)),
  )
}

/** The application as the server makes it, on an empty database in memory. */
export async function application() {
  const db = openDatabase({ handle: new Sqlite(':memory:') })
  await migrate(db)
  useSecretKey(db, TEST_KEY)
  const { hono: app } = await testApp(db)
  return { app, close: () => db.destroy() }
}

async function apiDocument(): Promise<Api> {
  const { app, close } = await application()
  const response = await app.request('/api/v1/openapi.json')
  const document = (await response.json()) as Api
  await close()
  return document
}

function section({ paths }: Api, tag: string, description: string): string {
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { tags }]) => tags.includes(tag))
      .map(([method, { summary, 'x-role': role }]) => [code(`${method.toUpperCase()} ${path}`), role, summary]),
  )
  return [`## ${tag}`, description, table(['call', 'who', 'what'], rows)].join('\n\n')
}

import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../../db/migrate.ts'
import { openDatabase } from '../../../db/open.ts'
import { bindTestKey } from '../process/secret-key.ts'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the maintenance database of this run's PostgreSQL, which holds the migrated `template_signalpost`. */
    postgres?: string
  }
}

/** Once per run: a PostgreSQL with a migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres()
  try {
    await makeTemplate(postgres.url)
  } catch (error) {
    await postgres.stop()
    throw error
  }
  project.provide('postgres', postgres.url)
  return postgres.stop
}

async function makeTemplate(url: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query('create database template_signalpost')
  await admin.end()
  const template = new URL(url)
  template.pathname = '/template_signalpost'
  const db = openDatabase({ url: template.href, poolSize: 1 })
  await migrate(db)
  await bindTestKey(db)
  await db.destroy()
}

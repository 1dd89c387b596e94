import { existsSync } from 'node:fs'
import type { Logger } from 'pino'
import { isEmpty } from '../../../db/demo/demo.ts'
import { migrateAt, standingAt } from '../../../db/migrate.ts'
import type { Db } from '../../../db/schema/index.ts'
import { readSetting } from '../../../db/system/settings.ts'
import { SchemaDiffers, shapeProblems } from '../../../db/system/shape.ts'
import { loadDemo } from '../../actions/demo/load-demo.ts'
import { createDefaultProgrammes } from '../../actions/programme/create-default-programmes.ts'
import { followPlan } from '../../actions/programme/follow-plan.ts'
import { createDefaultTemplates } from '../../actions/template/create-default-templates.ts'
import type { Config } from '../../config/index.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { eraseThoseOf } from '../data-dir/erased.ts'
import { isMisconfigured } from '../explain-error.ts'
import { databaseLocation, loadInstallation, readSite } from '../installation.ts'
import { keyOrigin, unlock } from '../secret-key.ts'

/**
 * Beside a database that is of another program or of a newer version, nothing is made or changed. What else is wrong
 * with it is met later; where there are pages, they are served before PostgreSQL is asked for anything.
 */
export async function refuseUnusable(config: Config, folder: string): Promise<void> {
  if (config.databaseUrl && existsSync(folder)) return
  await standingAt(databaseLocation(config)).catch((error: unknown) => {
    if (isMisconfigured(error)) throw error
  })
}

/** Everything that a start reads from the database, and brings into it. */
export async function prepareDatabase(db: Db, config: Config, log: Logger, now: Instant) {
  const applied = await migrateAt(databaseLocation(config))
  if (applied.length > 0) log.info({ applied }, 'migrated the database')
  const problems = await shapeProblems(db)
  if (problems.length > 0)
    log.error({ problems: problems.map(({ text }) => text) }, 'the database is not as it was made')
  if (problems.some(({ isGrave }) => isGrave)) throw new SchemaDiffers(problems.map(({ text }) => text))
  const isNew = await unlock(db, config, { actor: 'start', now })
  if (isNew) {
    log.warn(
      `the database has a secret key from now on (${keyOrigin(config)}): keep a copy of it apart from the backups`,
    )
  }
  const by = { db, plan: config.plan, actor: { name: 'start', role: 'admin' }, now } as const
  const erased = await eraseThoseOf(by, config.dataDir)
  if (erased > 0) log.warn({ erased }, 'a backup had brought back people who were erased: they are erased again')
  const installation = await loadInstallation(db, config)
  await firstContent(db, config, log, now)
  return { installation, firstSite: await readSite(db, config, installation) }
}

/**
 * Loads the demonstration into an empty database if it is wanted, and in any case the support plan's programmes, as the
 * plan file says, and the templates to begin with.
 */
async function firstContent(db: Db, config: Config, log: Logger, now: Instant): Promise<void> {
  const ctx = { db, plan: config.plan, actor: { name: 'start', role: 'admin' }, now } as const
  if (config.seed === 'demo' && (await isEmpty(db)) && (await readSetting(db, 'demo.cleared')) === null) {
    const loaded = await loadDemo({ ...ctx, actor: { ...ctx.actor, name: 'demo' } })
    // Another process may have been first.
    if (!loaded.ok && loaded.refusal.code !== 'not_empty') throw new Error(loaded.refusal.detail)
  }
  const created = await createDefaultProgrammes(ctx, {})
  if (!created.ok) throw new Error(created.refusal.detail)
  const followed = await followPlan(ctx)
  if (!followed.ok) throw new Error(followed.refusal.detail)
  const templates = await createDefaultTemplates(ctx)
  if (!templates.ok) throw new Error(templates.refusal.detail)
  for (const programme of followed.value) log.info(programme, 'the programme follows the configuration')
}

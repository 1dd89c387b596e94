import { ForeignDatabase, pending, standingOf } from '../../../db/migrate.ts'
import { openDatabase } from '../../../db/open.ts'
import type { Db } from '../../../db/schema/index.ts'
import { shapeProblems } from '../../../db/system/shape.ts'
import { proveRollback } from '../../../db/system/writable.ts'
import { databaseLocation } from '../../boot/installation.ts'
import type { Config } from '../../config/index.ts'
import { isEmptyOrMissing } from '../terminal/found.ts'
import { databaseInWords } from '../terminal/location.ts'
import { explained } from './examine.ts'
import type { ExaminedData, Finding } from './finding.ts'
import { whyNotThere } from './storage.ts'

/** A database as it was found. */
export interface Found {
  /** Open, and of this version; null where nothing can be asked of it. */
  db: Db | null
  findings: Finding[]
  /** Is there none, or another than the configuration means? */
  isMissing: boolean
}

/** Opens the database without making or migrating one: an examination changes nothing. */
export async function findDatabase(config: Config): Promise<Found> {
  const location = databaseLocation(config)
  const where = databaseInWords(config)
  if ('file' in location && whyNotThere(location.file) === 'ENOENT')
    return missing(`database: there is none at ${location.file}`)
  if ('file' in location && whyNotThere(location.file) === null && isEmptyOrMissing(location.file))
    return missing(`database: ${location.file} is an empty file`)
  let db: Db | null = null
  try {
    db = openDatabase({ ...location, poolSize: 2 })
    const standing = await standingOf(db)
    if (standing === 'current') return { db, findings: [{ level: 'ok', text: `database: ${where}` }], isMissing: false }
    const waiting = await pending(db)
    await db.destroy()
    if (standing === 'empty') return missing(`database: there is nothing in ${where}`)
    const text = `database: ${where} waits for ${waiting.length} migrations (from ${waiting[0]}); what is in it was not examined`
    return {
      db: null,
      findings: [{ level: 'warn', text, mend: 'Start the server, or run "migrate".' }],
      isMissing: false,
    }
  } catch (error) {
    await db?.destroy().catch(() => {})
    const { reason, advice } = explained(error)
    const text = `database: ${where}: ${reason}`
    return { db: null, findings: [{ level: 'fail', text, mend: advice }], isMissing: error instanceof ForeignDatabase }
  }
}

function missing(text: string): Found {
  const mend = 'The first start makes it. If you expected one, check DATA_DIR and DATABASE_URL.'
  return { db: null, findings: [{ level: 'fail', text, mend }], isMissing: true }
}

/** What the database says was applied, and what is really there, are two things. */
export async function schemaFindings({ db }: ExaminedData): Promise<Finding[]> {
  const problems = await shapeProblems(db)
  if (problems.length === 0) return [{ level: 'ok', text: 'schema: up to date, with every table, column and index' }]
  return problems.map(({ text, isGrave }) => ({ level: isGrave ? 'fail' : 'warn', text: `schema: ${text}` }))
}

/** Whether the database takes posts. */
export async function writingFindings({ db }: ExaminedData): Promise<Finding[]> {
  try {
    await proveRollback(db)
    return [{ level: 'ok', text: 'database: takes writes' }]
  } catch (error) {
    const { reason, advice } = explained(error)
    return [{ level: 'fail', text: `database: takes no writes: ${reason}`, mend: advice }]
  }
}

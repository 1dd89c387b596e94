import { ForeignDatabase, pending } from '../../../db/migrate.ts'
import type { Db } from '../../../db/schema/index.ts'
import { shapeProblems } from '../../../db/system/shape.ts'
import { proveRollback } from '../../../db/system/writable.ts'
import type { Config } from '../../config/index.ts'
import { findDatabase } from '../terminal/found.ts'
import { databaseInWords } from '../terminal/location.ts'
import { explained } from './examine.ts'
import type { ExaminedData, Finding } from './finding.ts'

/** A database as it was found, in words. */
interface Opening {
  /** Open, and of this version; null where nothing can be asked of it. */
  db: Db | null
  findings: Finding[]
  /** Is there none, or another than the configuration means? */
  isMissing: boolean
}

/** Opens the database without making or migrating one: an examination changes nothing. */
export async function openExamined(config: Config): Promise<Opening> {
  const where = databaseInWords(config)
  try {
    const found = await findDatabase(config)
    if (found.is === 'missing') return missing(`database: there is none at ${found.file}`)
    if (found.is === 'empty file') return missing(`database: ${found.file} is an empty file`)
    if (found.is === 'empty') return missing(`database: there is nothing in ${where}`)
    if (found.is === 'current')
      return { db: found.db, findings: [{ level: 'ok', text: `database: ${where}` }], isMissing: false }
    const waiting = await pending(found.db).finally(() => found.db.destroy())
    const text = `database: ${where} waits for ${waiting.length} migrations (from ${waiting[0]}); what is in it was not examined`
    const mend = 'Start the server, or run "migrate".'
    return { db: null, findings: [{ level: 'warn', text, mend }], isMissing: false }
  } catch (error) {
    const { reason, advice } = explained(error)
    const text = `database: ${where}: ${reason}`
    return { db: null, findings: [{ level: 'fail', text, mend: advice }], isMissing: error instanceof ForeignDatabase }
  }
}

function missing(text: string): Opening {
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

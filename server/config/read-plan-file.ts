import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { inWords } from '../lib/input/zod-messages.ts'
import { type PlanFile, planFile } from './plan-file.ts'

/** The configuration file; undefined if it is wrong, with the reasons added to `problems`. Only a named file must exist. */
export function readPlanFile(variables: NodeJS.ProcessEnv, problems: string[]): PlanFile | undefined {
  const named = variables.SIGNALPOST_CONFIG
  const path = resolve(named || join(variables.DATA_DIR || './data', 'config.json'))
  let raw: unknown = {}
  if (named || existsSync(path)) {
    try {
      // Some editors begin a file with a byte order mark, which JSON does not allow.
      raw = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
    } catch (error) {
      problems.push(`${path}: ${error instanceof Error ? error.message : 'cannot be read'}.`)
      return undefined
    }
  }
  const parsed = planFile.safeParse(raw)
  if (parsed.success) return parsed.data
  problems.push(
    ...inWords(parsed.error.issues).map((fault) => `${path}: ${fault.path.join('.') || 'the file'}: ${fault.detail}`),
  )
  return undefined
}

import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { inWords } from '../lib/input/zod-messages.ts'
import { type PlanFile, planFile } from './plan-file.ts'

/** Where the configuration file is looked for, and whether there is one. Only a named file must exist. */
export function planFileOf(variables: NodeJS.ProcessEnv): { path: string; isThere: boolean } {
  const path = resolve(variables.SIGNALPOST_CONFIG || join(variables.DATA_DIR || './data', 'config.json'))
  return { path, isThere: existsSync(path) }
}

/** The configuration file; undefined if it is wrong, with the reasons added to `problems`. */
export function readPlanFile(variables: NodeJS.ProcessEnv, problems: string[]): PlanFile | undefined {
  const { path, isThere } = planFileOf(variables)
  let raw: unknown = {}
  if (variables.SIGNALPOST_CONFIG || isThere) {
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

import { readFileSync, statSync } from 'node:fs'
import { codeOf } from '../lib/error-code.ts'
import { excessOf } from '../lib/input/bounds.ts'
import { inWords } from '../lib/input/zod-messages.ts'
import { type PlanFile, planFile } from './plan-file.ts'
import { sourcesIn } from './sources.ts'

const MISSING = 'SIGNALPOST_CONFIG names this file, and it is not there'
const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not read it: run this as the user whose file it is, or give the user that right',
  EISDIR: 'this is a folder, and no file',
  ENOENT: MISSING,
  ENOTDIR: MISSING,
}

/** Bytes. */
const LARGEST = 1_000_000

/** The configuration file; undefined if it is wrong, with the reasons added to `problems`. Only a named file must exist. */
export function readPlanFile(variables: NodeJS.ProcessEnv, problems: string[]): PlanFile | undefined {
  const { path, isNamed } = sourcesIn(variables).plan
  let raw: unknown = {}
  try {
    if (statSync(path).size > LARGEST) {
      problems.push(`${path}: the file has more than 1 MB; a plan file is never so large.`)
      return undefined
    }
    // Some editors begin a file with a byte order mark, which JSON does not allow.
    raw = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    // One that is there and cannot be read is not missing.
    if (isNamed || !/^(ENOENT|ENOTDIR)$/.test(codeOf(error))) {
      problems.push(`${path}: ${WORDS[codeOf(error)] ?? messageOf(error)}.`)
      return undefined
    }
  }
  const excess = excessOf(raw)
  if (excess) {
    problems.push(`${path}: ${excess.path.join('.') || 'the file'}: ${excess.message}`)
    return undefined
  }
  const parsed = planFile.safeParse(raw)
  if (parsed.success) return parsed.data
  for (const fault of inWords(parsed.error.issues))
    problems.push(`${path}: ${fault.path.join('.') || 'the file'}: ${fault.detail}`)
  return undefined
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'cannot be read'
}

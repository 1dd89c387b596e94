import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { SECRETS } from './environment.ts'

/** Where a configuration comes from. Says nothing of its values. */
export interface Sources {
  /** The folder that `DATA_DIR` means, and whether it was set at all. */
  dataDir: { path: string; isSet: boolean }
  /** The plan file, which need not be there unless it was named. */
  plan: { path: string; isNamed: boolean; isThere: boolean }
  /** The files of secrets, by the names of the variables that they stand for. */
  secrets: Readonly<Record<string, string>>
}

/** The folder and the files that these variables name. An empty variable counts as unset. */
export function sourcesIn(variables: NodeJS.ProcessEnv): Sources {
  const { DATA_DIR, SIGNALPOST_CONFIG } = variables
  const dataDir = { path: resolve(DATA_DIR || './data'), isSet: Boolean(DATA_DIR) }
  const plan = resolve(SIGNALPOST_CONFIG || join(dataDir.path, 'config.json'))
  const named = SECRETS.map((name) => [name, variables[`${name}_FILE`]] as const)
  return {
    dataDir,
    plan: { path: plan, isNamed: Boolean(SIGNALPOST_CONFIG), isThere: existsSync(plan) },
    secrets: Object.fromEntries(named.flatMap(([name, path]) => (path ? [[name, resolve(path)]] : []))),
  }
}

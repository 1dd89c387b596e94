import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { SECRETS } from './environment.ts'

/** Where a configuration comes from. Says nothing of its values. */
export interface Sources {
  /** The folder that `DATA_DIR` means, and whether it was set at all. */
  dataDir: { path: string; isSet: boolean }
  /** Files with their variable, and whether they are there. The plan file need not be. */
  files: { variable: string; path: string; exists: boolean }[]
}

/** The folder and the files that these variables name. An empty variable counts as unset. */
export function sourcesIn(variables: NodeJS.ProcessEnv): Sources {
  const path = resolve(variables.DATA_DIR || './data')
  const file = (variable: string, named: string) => ({ variable, path: resolve(named), exists: existsSync(named) })
  const secrets = SECRETS.flatMap((name) => {
    const named = variables[`${name}_FILE`]
    return named ? [file(`${name}_FILE`, named)] : []
  })
  const plan = file('SIGNALPOST_CONFIG', variables.SIGNALPOST_CONFIG || join(path, 'config.json'))
  return { dataDir: { path, isSet: Boolean(variables.DATA_DIR) }, files: [plan, ...secrets] }
}

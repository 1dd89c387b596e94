import { join } from 'node:path'
import { type Config, configurationSources } from '../../config/index.ts'

/** Which database that is, for people: never with its password. */
export function databaseInWords(
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  the = 'the',
): string {
  if (!databaseUrl) return `${the} SQLite database ${join(dataDir, 'signalpost.sqlite')}`
  const { pathname, host, username, searchParams } = new URL(databaseUrl)
  const server = host || searchParams.get('host') || 'this machine'
  const user = username ? ` as ${decodeURIComponent(username)}` : ''
  return `${the} PostgreSQL database "${decodeURIComponent(pathname.slice(1))}" on ${server}${user}`
}

/** Which folder `DATA_DIR` means here, and why. */
export function folderInWords(): string {
  const { path, isSet } = configurationSources().dataDir
  return isSet ? `DATA_DIR is ${path}` : `DATA_DIR is not set, which means ${path}`
}

/** What `--verbose` says before a command begins: also where the configuration is wrong. */
export function sourcesInWords(): string[] {
  const { plan, secrets } = configurationSources()
  const missing = plan.isThere ? '' : ', which does not exist'
  const lines = Object.entries(secrets).map(([name, path]) => `${name}_FILE: ${path}`)
  return [folderInWords(), `SIGNALPOST_CONFIG: ${plan.path}${missing}`, ...lines]
}

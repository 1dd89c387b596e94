import { SchemaTooNew } from '../../db/migrate.ts'
import { ConfigError } from '../config/index.ts'

const PORT = 'Another process has this port: stop it, or set PORT.'
const ADDRESS = 'HOST names no address of this machine: set it to one, such as 127.0.0.1 or 0.0.0.0.'
const PRIVILEGED = 'This user may not listen there: set PORT to one above 1023.'
const DAMAGED =
  'The database file is damaged, or no database. "restore FILE" puts a backup in its place and keeps it aside.'
const FOLDER = 'Set DATA_DIR to a folder that this user may write, or give the user that right.'
const FULL = 'The database in DATA_DIR cannot be used: is the disk full?'
const UNKNOWN = 'No such host is known: check DATABASE_URL and HOST.'
const SERVER = 'The database does not let us in: is the server up, and is DATABASE_URL right?'

/** By the code of the error, while listening. */
const LISTENING: Record<string, string> = { EADDRINUSE: PORT, EADDRNOTAVAIL: ADDRESS, EACCES: PRIVILEGED }

/** By the code of the error, anywhere else. */
const ELSEWHERE: [RegExp, string][] = [
  [/^(SQLITE_NOTADB|SQLITE_CORRUPT.*)$/, DAMAGED],
  [/^(SQLITE_CANTOPEN.*|SQLITE_READONLY.*|EACCES|EPERM|EROFS|EEXIST|ENOTDIR)$/, FOLDER],
  [/^(SQLITE_FULL|SQLITE_IOERR.*|ENOSPC)$/, FULL],
  [/^(ENOTFOUND|EAI_AGAIN)$/, UNKNOWN],
  [/^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|28\w{3}|3D000|57P0\d)$/, SERVER],
]

/** Why a start or a command failed, for the operator; what we do not understand comes with its stack. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof ConfigError || error instanceof SchemaTooNew) return error.message
  const { code = '', syscall = '', hostname } = error as NodeJS.ErrnoException & { hostname?: string }
  const advice = syscall === 'listen' ? LISTENING[code] : ELSEWHERE.find(([codes]) => codes.test(code))?.[1]
  if (advice) return `${reason(error, hostname)}\n${advice}`
  return error.stack ?? error.message
}

/** Several addresses that all refused are told in one error without words. */
function reason(error: Error, hostname: string | undefined): string {
  const first = error instanceof AggregateError ? error.errors[0] : undefined
  return error.message || (first instanceof Error ? first.message : '') || hostname || error.name
}

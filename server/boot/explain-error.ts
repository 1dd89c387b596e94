import { ForeignDatabase, SchemaTooNew } from '../../db/migrate.ts'
import { OutcomeUnknown } from '../../db/postgres.ts'
import { SchemaDiffers } from '../../db/system/shape.ts'
import { ConfigError } from '../config/index.ts'
import { isDatabaseAway } from '../lib/error-code.ts'
import { OUTCOME } from '../lib/outcome.ts'
import { AnotherServer } from './data-dir/one-server.ts'
import { OwnerRefused } from './data-dir/owner.ts'
import { SecretKeyRefused } from './secret-key.ts'

const PORT = 'Another process uses this port: stop it, or set PORT.'
const ADDRESS = 'HOST is not an address of this machine: set it to one, such as 127.0.0.1 or 0.0.0.0.'
const PRIVILEGED = 'This user may not use this port: set PORT to one above 1023.'
const DAMAGED =
  'The database file is damaged, or not a database. "restore FILE" replaces it with a backup and keeps it beside.'
const FOLDER =
  'Set DATA_DIR to a folder that this user may write to, give the user that right, or run this as the user whose folder it is.'
const FULL = 'The database in DATA_DIR cannot be used: is the disk full?'
const UNKNOWN = 'The host name cannot be resolved: check DATABASE_URL and HOST.'
const SERVER = 'Cannot connect to the database: is the server running, and is DATABASE_URL right?'

/** Advice by error code, for errors while listening. */
const LISTENING: Record<string, string> = { EADDRINUSE: PORT, EADDRNOTAVAIL: ADDRESS, EACCES: PRIVILEGED }

/** Advice by error code, for all other errors. */
const ELSEWHERE: [RegExp, string][] = [
  [/^(SQLITE_NOTADB|SQLITE_CORRUPT.*)$/, DAMAGED],
  [/^(SQLITE_CANTOPEN.*|SQLITE_READONLY.*|EACCES|EPERM|EROFS|EEXIST|ENOTDIR)$/, FOLDER],
  [/^(SQLITE_FULL|SQLITE_IOERR.*|ENOSPC|EDQUOT)$/, FULL],
  [/^(ENOTFOUND|EAI_AGAIN)$/, UNKNOWN],
  [/^(28\w{3}|3D000)$/, SERVER],
]

/** Why a start or a command failed, for the operator. An unknown error is shown with its stack. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (isMisconfigured(error) || error instanceof AnotherServer || error instanceof SchemaDiffers) return error.message
  const { code = '', syscall = '', hostname } = error as NodeJS.ErrnoException & { hostname?: string }
  const elsewhere = () =>
    ELSEWHERE.find(([codes]) => codes.test(code))?.[1] ?? (isDatabaseAway(error) ? SERVER : undefined)
  const advice = syscall === 'listen' ? LISTENING[code] : elsewhere()
  if (error instanceof OutcomeUnknown) return `${reason(error, hostname)}\n${OUTCOME.perhaps}`
  if (advice) return `${reason(error, hostname)}\n${advice}`
  return error.stack ?? error.message
}

const MISCONFIGURED = [ConfigError, SecretKeyRefused, OwnerRefused, SchemaTooNew, ForeignDatabase]

/** Has the operator to change the configuration, its secrets or the version before anything works? */
export function isMisconfigured(error: unknown): boolean {
  return MISCONFIGURED.some((kind) => error instanceof kind)
}

/** If several addresses refused the connection, the error that contains them has no message. */
function reason(error: Error, hostname: string | undefined): string {
  const first = error instanceof AggregateError ? error.errors[0] : undefined
  return error.message || (first instanceof Error ? first.message : '') || hostname || error.name
}

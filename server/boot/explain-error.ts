import { ForeignDatabase, SchemaTooNew } from '../../db/migrate.ts'
import { OutcomeUnknown } from '../../db/postgres.ts'
import { SchemaDiffers } from '../../db/system/shape.ts'
import { ConfigError } from '../config/index.ts'
import { isDatabaseAway } from '../lib/error-code.ts'
import { OUTCOME } from '../lib/outcome.ts'
import { AnotherServer } from './data-dir/one-server.ts'
import { OwnerRefused } from './data-dir/owner.ts'
import { SecretKeyRefused } from './secret-key.ts'

const PORT = 'Another process uses HOST:PORT: stop it, or set PORT to another one.'
const ADDRESS = 'HOST is not an address of this machine: set it to one, such as 127.0.0.1 or 0.0.0.0.'
const PRIVILEGED = 'This user may not use this port: set PORT to one above 1023.'
const DAMAGED =
  'The database file is damaged, or not a database. "restore FILE" replaces it with a backup and keeps it beside.'
const FOLDER =
  'Set DATA_DIR to a folder that this user may write to, give the user that right, or run this as the user whose folder it is.'
const FULL = 'The disk is full: make room, or move DATA_DIR to another disk.'
const QUOTA = "The user's quota on this disk is used up: raise it, or make room."
const READ_ONLY =
  'The file system takes no writes, it is mounted read-only: mount it for writing, or set DATA_DIR to a folder on another. In a systemd unit, ReadWritePaths= names what the service may write to.'
const TROUBLED = 'The database in DATA_DIR cannot be used: is the disk full, or failing?'
const SERVER_FULL = 'The disk of the PostgreSQL server is full: make room there.'
const STANDBY = 'This PostgreSQL only reads, perhaps as a standby: set DATABASE_URL to the one that takes writes.'
const UNKNOWN = 'The host name cannot be resolved: check DATABASE_URL and HOST.'
const SERVER = 'Cannot connect to the database: is the server running, and is DATABASE_URL right?'

/** Advice by error code, for errors while listening. */
const LISTENING: Record<string, string> = { EADDRINUSE: PORT, EADDRNOTAVAIL: ADDRESS, EACCES: PRIVILEGED }

/** Advice by error code, for all other errors. */
const ELSEWHERE: [RegExp, string][] = [
  [/^(SQLITE_NOTADB|SQLITE_CORRUPT.*)$/, DAMAGED],
  [/^(SQLITE_CANTOPEN.*|SQLITE_READONLY.*|EACCES|EPERM|EEXIST|ENOTDIR)$/, FOLDER],
  [/^EROFS$/, READ_ONLY],
  [/^(SQLITE_FULL|ENOSPC)$/, FULL],
  [/^EDQUOT$/, QUOTA],
  [/^SQLITE_IOERR.*$/, TROUBLED],
  [/^53100$/, SERVER_FULL],
  [/^25006$/, STANDBY],
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
  const advice = syscall === 'listen' ? LISTENING[code]?.replace('HOST:PORT', placeOf(error)) : elsewhere()
  if (error instanceof OutcomeUnknown) return `${reason(error, hostname)}\n${OUTCOME.perhaps}`
  if (advice) return `${reason(error, hostname)}\n${advice}`
  return error.stack ?? error.message
}

/** Of an error while listening. */
function placeOf(error: Error & { address?: string; port?: number }): string {
  const { address = '', port } = error
  return `${address.includes(':') ? `[${address}]` : address}:${port}`
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

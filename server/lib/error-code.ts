/** The code of a system's or a database's error ("ENOENT", "SQLITE_FULL", "40001"); empty if it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** Did the database refuse a write because the disk is full? */
export function isDiskFull(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'SQLITE_FULL' || code === '53100' || code === 'ENOSPC'
}

/** Did another writer hold the lock (SQLite), or get in the way of this transaction (PostgreSQL)? */
export function isContention(error: unknown): boolean {
  const code = codeOf(error)
  return code.startsWith('SQLITE_BUSY') || code === '40001' || code === '40P01'
}

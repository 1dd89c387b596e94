/** The code of a system's or a database's error ("ENOENT", "SQLITE_FULL", "40001"); empty if it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** Whatever was thrown, in words. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The same for the same cause: messages name files and numbers that differ each time, so its code if it has one. */
export function reasonOf(error: unknown): string {
  return codeOf(error) || messageOf(error)
}

/** Why a request got no answer: a code, or words that do not name its address. */
export function whyUnanswered(error: unknown): string {
  // Of several addresses that were tried, the first tells why.
  if (error instanceof AggregateError && error.errors.length > 0) return whyUnanswered(error.errors[0])
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'no answer in time'
  // What fetch throws says only that it failed.
  return error instanceof Error && error.cause instanceof Error ? whyUnanswered(error.cause) : reasonOf(error)
}

/** Did the database refuse a write because the disk is full? */
export function isDiskFull(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'SQLITE_FULL' || code === '53100' || code === 'ENOSPC' || code === 'EDQUOT'
}

/** Did another writer hold the lock (SQLite), or get in the way of this transaction (PostgreSQL)? */
export function isContention(error: unknown): boolean {
  const code = codeOf(error)
  return code.startsWith('SQLITE_BUSY') || code === '40001' || code === '40P01'
}

/** Did somebody else hold a lock for longer than anybody waits? */
export function isLocked(error: unknown): boolean {
  const code = codeOf(error)
  return code.startsWith('SQLITE_BUSY') || code === '55P03'
}

/** The network, or a PostgreSQL that cannot be reached, shuts down, only reads (a standby), or has ended what took long. */
const AWAY =
  /^(E(CONN(REFUSED|RESET|ABORTED)|TIMEDOUT|PIPE|HOSTUNREACH|HOSTDOWN|NETUNREACH|NETDOWN|NOTFOUND|AI_AGAIN)|08\w{3}|53\w{3}|57P0\d|57014|25P0[34]|25006|58000|58030)$/
/** SQLite's disk. */
const UNREADABLE = /^SQLITE_(IOERR|CANTOPEN|READONLY)/
/** The driver's errors that have no code. */
const CUT = /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout e)/

/** Is the database out of reach or locked, through no fault of what was asked of it? */
export function isDatabaseAway(error: unknown): boolean {
  const code = codeOf(error)
  return (
    AWAY.test(code) ||
    UNREADABLE.test(code) ||
    isContention(error) ||
    isLocked(error) ||
    (code === '' && error instanceof Error && CUT.test(error.message))
  )
}

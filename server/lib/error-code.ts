/** The code of a system's or a database's error ("ENOENT", "SQLITE_FULL", "40001"); empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

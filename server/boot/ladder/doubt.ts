import type { Logger } from 'pino'
import { ladderFindings } from '../../cli/doctor/ladder.ts'

/**
 * Where what is owed is not told as it should be, as `doctor` judges it: its first words, and how much more there is.
 * Null where it finds nothing. Never throws: a start does not fail for it, and the ladder tells of a database that is away.
 */
export async function ladderDoubt(examined: Parameters<typeof ladderFindings>[0]): Promise<string | null> {
  const findings = await ladderFindings(examined).catch(() => [])
  const [first, ...more] = findings.filter(({ level }) => level !== 'ok')
  if (first === undefined) return null
  const rest = more.length === 0 ? '' : `, and ${more.length} more`
  return `${first.text}${rest}; run "npm run -s signalpost -- doctor"`
}

/** Logs that doubt once all else that is ready has run: with many holidays it takes a second or two to find. */
export function warnOfLadder(examined: Parameters<typeof ladderDoubt>[0], log: Pick<Logger, 'warn'>): void {
  setImmediate(async () => {
    const doubt = await ladderDoubt(examined)
    if (doubt) log.warn(doubt)
  })
}

import { reasonOf } from '../error-code.ts'

/** Where troubles are told; pino fits. */
export interface TroubleLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** Something that may fail again and again until it succeeds. */
export interface Trouble {
  /** It failed, or still does. */
  failed(error: unknown, fields?: object): void
  /** It succeeded: told if it had failed before. */
  over(fields?: object): void
}

/** What lasts for hours is told every half an hour, in milliseconds. */
const AGAIN = 30 * 60_000
/** The most reasons of one trouble that are told apart. */
const REASONS = 10

/**
 * Tells the log when a trouble begins, when it has another reason, and once when it is over, with how often it failed
 * and for how many seconds it lasted. What fails each second for hours fills no disk.
 */
export function createTrouble(
  log: TroubleLog,
  begins: string,
  ends: string,
  level: 'warn' | 'error' = 'error',
): Trouble {
  const reasons = createReasons()
  let since: number | null = null
  let times = 0
  return {
    failed(error, fields) {
      since ??= performance.now()
      times += 1
      if (reasons.isNews(reasonOf(error))) log[level]({ err: error, ...fields }, begins)
    },
    over(fields) {
      if (since === null) return
      log.info({ seconds: Math.round((performance.now() - since) / 1000), times, ...fields }, ends)
      since = null
      times = 0
      reasons.forget()
    },
  }
}

/** Remembers what was told, so that it is not told again with each attempt. */
export function createReasons(): { isNews(reason: string): boolean; forget(): void } {
  const toldAt = new Map<string, number>()
  return {
    isNews(reason) {
      const last = toldAt.get(reason)
      const isNews = last === undefined ? toldAt.size < REASONS : performance.now() - last >= AGAIN
      if (isNews) toldAt.set(reason, performance.now())
      return isNews
    },
    forget: () => toldAt.clear(),
  }
}

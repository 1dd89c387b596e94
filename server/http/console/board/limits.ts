/** How many boards may be open, and for how long one stream of changes lasts; times in milliseconds. */
export interface BoardLimits {
  /** Per person: windows, phones, and those whose connection was lost unnoticed. */
  each: number
  all: number
  /** Less than the server gives any answer. */
  lasts: number
  /** Something is sent so often, or proxies think that it is dead. */
  beat: number
  /** A browser comes again after so long. */
  retry: number
}
export const BOARD_LIMITS: BoardLimits = { each: 20, all: 500, lasts: 100_000, beat: 15_000, retry: 2_000 }

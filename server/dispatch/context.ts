import type { Db } from '../../db/schema/index.ts'
import type { ChannelKind } from '../channels/kind.ts'
import type { Instant } from '../domain/vocabulary.ts'
import type { Time } from './time.ts'
import type { Write } from './write.ts'

/** Where the dispatcher logs what an operator should know; pino fits. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** What every part of the dispatcher works with. */
export interface DispatchContext {
  /** For reading; transactions go through `write`. */
  db: Db
  write: Write
  /** The kinds of channels that it sends through. */
  kinds: readonly ChannelKind[]
  /** `time.now`, for what compares with no lease and no due time. */
  clock: () => Instant
  time: Time
  /** Who it is, among the dispatchers of this database. */
  holder: string
  /** 0 to 1, for jitter. */
  random: () => number
  log: Log
  /** Messages of the ladder that let others go first and have not been sent since; with their attempts until then. */
  gaveWay: Map<string, number>
}

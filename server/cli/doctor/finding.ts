import type { Db } from '../../../db/schema/index.ts'
import type { Config } from '../../config/index.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/** The result of a check. Warnings do not make the command fail. */
export interface Finding {
  level: 'ok' | 'warn' | 'fail'
  text: string
  /** What to do about it. */
  mend?: string
}

/** What is examined. */
export interface Examined {
  config: Config
  now: Instant
}

/** The same with its database, which is there and of this version. */
export interface ExaminedData extends Examined {
  db: Db
}

/** One part that is tried as it will be used. */
export interface Check {
  /** As the findings name it. */
  part: string
  look(): Promise<Finding[]>
}

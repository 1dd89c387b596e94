import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../server/domain/vocabulary.ts'

/** The later of what a column holds and `at`: what was recorded by a clock that was ahead does not go back. */
export function laterOf(column: string, at: Instant): RawBuilder<Instant> {
  return sql<Instant>`case when ${sql.ref(column)} > ${at} then ${sql.ref(column)} else ${at} end`
}

import type { ExpressionBuilder } from 'kysely'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Schema } from '../schema/index.ts'

/**
 * Does an incident overlap `from` ≤ t < `to`? It lasts from the opening of the case, or from the beginning of the problem
 * if that came first, to its resolution, or still.
 */
export function touching({ from, to }: { from?: Instant | undefined; to?: Instant | undefined }) {
  return (e: ExpressionBuilder<Schema, 'incidents'>) =>
    e.and([
      ...(from === undefined ? [] : [e.or([e('resolved_at', '>=', from), e('resolved_at', 'is', null)])]),
      ...(to === undefined ? [] : [e.or([e('opened_at', '<', to), e('started_at', '<', to)])]),
    ])
}

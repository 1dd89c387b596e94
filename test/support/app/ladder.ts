import { climbLadder } from '../../../server/actions/ladder/climb-ladder.ts'
import type { Team } from '../../../server/domain/ladder/duty.ts'
import { DEFAULT_LADDER } from '../../../server/domain/ladder/ladder.ts'
import { DEFAULT_PLAN, type Plan } from '../../../server/domain/plan/plan.ts'
import { MINUTE } from '../../../server/domain/vocabulary.ts'
import { owedToken } from '../../../server/lib/links.ts'
import type { TestApp } from './test-app.ts'

/** The desk's address, and Dana, who leads the shift. */
export const [DESK, DANA] = ['desk@northline.example', 'dana@northline.example']
const LEADS: Team = {
  ...{ role: 'duty lead', title: null, people: [{ name: 'Dana Reyes', email: DANA, away: [] }], standIns: [] },
  ...{ families: [], hours: 'always', onHolidays: 'open' },
}
/** The default ladder, of which two are there to be told. */
export const LADDER: Plan = { ...DEFAULT_PLAN, staff: { leads: [], desk: [DESK] }, teams: [LEADS] }

/** The same with another rung 14 minutes before the due time: while it is to come, what is owed can be put off. */
export const LONG_LADDER: Plan = {
  ...LADDER,
  ladder: DEFAULT_LADDER.flatMap((rung, index) =>
    index === 0 ? [rung, { after: -14 * MINUTE, roles: ['support manager'] }] : [rung],
  ),
}

/** Moves the clock, and tells whoever has to be told then. */
export async function climbAt(app: TestApp, at: number): Promise<void> {
  app.clock.now = at
  await climbLadder({ ...app.ctx(), plan: LADDER })
}

/** The path that the newest message of the ladder to this address leads to, about promises named like this; for `app.call`. */
export async function linkOf({ db, deps }: TestApp, address: string, promise = '%'): Promise<string> {
  const { subscriber_id, event_id } = await db
    .selectFrom('deliveries as d')
    .innerJoin('subscribers as s', 's.id', 'd.subscriber_id')
    .innerJoin('rungs as r', 'r.event_id', 'd.event_id')
    .select(['d.subscriber_id', 'd.event_id'])
    .where('s.address', '=', address)
    .where('r.promise_id', 'like', promise)
    .orderBy('d.event_id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return `//owed/${owedToken(deps.linkSecret, subscriber_id, event_id)}`
}

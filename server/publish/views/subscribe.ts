import type { SubscribeView } from '../../../src/views.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { platformRef } from './summary.ts'

/** What can be followed now. */
export async function subscribeView(snapshot: Pick<PublishSnapshot, 'platforms' | 'open'>): Promise<SubscribeView> {
  const [platforms, open] = await Promise.all([snapshot.platforms(), snapshot.open()])
  return {
    kind: 'subscribe',
    platforms: platforms.list.map(platformRef),
    incidents: open.map(({ row }) => ({
      ...{ id: row.id, title: row.title },
      ...{ openedAt: row.opened_at, caseNumber: row.case_number },
    })),
    sent: null,
    faults: [],
  }
}

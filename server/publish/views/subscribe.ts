import { titleFor } from '../../../src/i18n/wording.ts'
import type { SubscribeView } from '../../../src/views.ts'
import type { IncidentWithImpacts } from '../facts/incidents.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { platformRef, titled } from './summary.ts'

/** What can be followed now. */
export async function subscribeView(
  snapshot: Pick<PublishSnapshot, 'platforms' | 'open' | 'site'>,
): Promise<SubscribeView> {
  const [platforms, open] = await Promise.all([snapshot.platforms(), snapshot.open()])
  const namesIn = (impacts: IncidentWithImpacts['impacts']) =>
    [...new Set(impacts.map((impact) => impact.platform_id))].map((id) => platforms.byId.get(id)?.name ?? id)
  return {
    kind: 'subscribe',
    platforms: platforms.list.map(platformRef),
    incidents: open.map(({ row, impacts, titles }) => ({
      ...{ id: row.id, ...titled(titleFor(snapshot.site, row.title, titles)) },
      ...{ openedAt: row.opened_at, caseNumber: row.case_number, affects: namesIn(impacts) },
    })),
    sent: null,
    faults: [],
  }
}

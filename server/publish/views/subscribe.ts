import type { SubscribeView } from '../../../src/views.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { platformRef } from './summary.ts'

/** What can be followed now; `message` answers a form sent without JavaScript. */
export async function subscribeView(
  snapshot: Pick<PublishSnapshot, 'platforms' | 'open'>,
  message: SubscribeView['message'] = null,
): Promise<SubscribeView> {
  const [platforms, open] = await Promise.all([snapshot.platforms(), snapshot.open()])
  return {
    kind: 'subscribe',
    platforms: platforms.list.map(platformRef),
    open: open.map(({ row }) => ({ id: row.id, title: row.title })),
    message,
    wait: null,
  }
}

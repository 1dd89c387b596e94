import type { SubscribeView } from '../../../src/views.ts'
import type { Facts } from '../facts/facts.ts'
import { platformRef } from './summary.ts'

/** What can be followed now; `message` answers a form sent without JavaScript. */
export async function subscribeView(
  facts: Pick<Facts, 'platforms' | 'open'>,
  message: SubscribeView['message'] = null,
): Promise<SubscribeView> {
  const [platforms, open] = await Promise.all([facts.platforms(), facts.open()])
  return {
    kind: 'subscribe',
    platforms: platforms.list.map(platformRef),
    open: open.map(({ row }) => ({ id: row.id, title: row.title })),
    message,
  }
}

import type { AppDeps } from '../deps.ts'

/**
 * After a staff write: brings it onto the page, then wakes the dispatcher. A page that cannot be rendered does not undo
 * the write; the publisher tries again by itself.
 */
export async function makePublic(deps: Pick<AppDeps, 'publisher' | 'dispatcher' | 'log'>): Promise<void> {
  try {
    await deps.publisher.publish()
  } catch (error) {
    deps.log.error(error, 'publishing failed; it will be tried again')
  } finally {
    deps.dispatcher.nudge()
  }
}

import type { AppDeps } from '../deps.ts'

/**
 * After a staff write: brings it onto the page, then wakes the dispatcher. A page that cannot be rendered does not undo
 * the write; the publisher tries again by itself. Returns whether everything recorded before is on the page.
 */
export async function makePublic(deps: Pick<AppDeps, 'publisher' | 'dispatcher' | 'log'>): Promise<boolean> {
  try {
    await deps.publisher.publish()
    return true
  } catch (error) {
    deps.log.error(error, 'publishing failed; it will be tried again')
    return false
  } finally {
    deps.dispatcher.nudge()
  }
}

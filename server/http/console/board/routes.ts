import type { Hono } from 'hono'
import { dictionary } from '../../../../src/i18n/index.ts'
import { acknowledgePromise } from '../../../actions/ladder/acknowledge-promise.ts'
import { notFound } from '../../../domain/refusal.ts'
import { findIncident } from '../../../queries/incidents.ts'
import { findMaintenance } from '../../../queries/maintenances.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { formFields } from '../../pages/form.ts'
import { allowed, sessionOf } from '../access.ts'
import { seeDone } from '../flash.ts'
import { consolePage, refusedPage } from '../page.ts'
import { Changes } from './changes.ts'
import { boardContent } from './content.ts'
import { BOARD_LIMITS } from './limits.ts'
import { BoardMark } from './look.ts'
import { openStream } from './stream-route.ts'
import { Streams } from './streams.ts'

/** The board: what is due next, on top; and the stream that keeps it live. */
export function boardRoutes(app: Hono<Env>, deps: AppDeps): void {
  const mark = new BoardMark(deps)
  const streams = new Streams(
    new Changes(() => mark.look(), deps.boards?.look),
    { ...BOARD_LIMITS, ...deps.boards },
    deps.stopping,
  )

  app.get('/staff/', allowed(deps, 'board.read'), async (c) =>
    consolePage(c, deps, await boardContent(deps, sessionOf(c))),
  )

  app.post('/staff/acknowledge/', allowed(deps, 'promise.acknowledge'), async (c) => {
    const [promiseId = ''] = (await formFields(c))('promise')
    // The terminal takes what owes one thing alone; the board names the promise itself.
    const result = (await isObject(deps.db, promiseId))
      ? notFound('promise')
      : await acknowledgePromise(actionContext(c, deps), promiseId, {})
    if (result.ok) return seeDone(c, deps, '/staff/', dictionary(deps.site.locale).console.board.recorded)
    return refusedPage(c, deps, await boardContent(deps, sessionOf(c)), result.refusal)
  })

  app.get('/staff/changes', allowed(deps, 'board.read'), (c) => openStream(c, deps, streams, '/staff/'))
}

/** Is it the id of an incident or a window, which is no promise? */
async function isObject(db: AppDeps['db'], id: string): Promise<boolean> {
  return ((await findIncident(db, id, { drills: true })) ?? (await findMaintenance(db, id))) !== null
}

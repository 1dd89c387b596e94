import type { Hono } from 'hono'
import { findSession } from '../../../../db/staff/sessions.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import { acknowledgePromise } from '../../../actions/ladder/acknowledge-promise.ts'
import { notFound } from '../../../domain/refusal.ts'
import { hashOf } from '../../../lib/secret/secrets.ts'
import { findIncident } from '../../../queries/incidents.ts'
import { findMaintenance } from '../../../queries/maintenances.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { Problem } from '../../middleware/problem.ts'
import { formFields, seeOther } from '../../pages/form.ts'
import { asksForPage } from '../../pages/page.ts'
import { allowed, sessionOf } from '../access.ts'
import { sessionCookie } from '../cookies.ts'
import { seeDone } from '../flash.ts'
import { consolePage, refusedPage } from '../page.ts'
import { Changes } from './changes.ts'
import { boardContent } from './content.ts'
import { BOARD_LIMITS } from './limits.ts'
import { BoardMark } from './look.ts'
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
    consolePage(c, deps, await boardContent(deps, sessionOf(c).actor)),
  )

  app.post('/staff/acknowledge/', allowed(deps, 'promise.acknowledge'), async (c) => {
    const [promiseId = ''] = (await formFields(c))('promise')
    // The terminal takes what owes one thing alone; the board names the promise itself.
    const result = (await isObject(deps.db, promiseId))
      ? notFound('promise')
      : await acknowledgePromise(actionContext(c, deps), promiseId, {})
    if (result.ok) return seeDone(c, deps, '/staff/', dictionary(deps.site.locale).console.board.recorded)
    return refusedPage(c, deps, await boardContent(deps, sessionOf(c).actor), result.refusal)
  })

  app.get('/staff/changes', allowed(deps, 'board.read'), (c) => {
    // Opened by hand, there is nothing to see.
    if (asksForPage(c)) return seeOther(c, '/staff/')
    if (c.req.method === 'HEAD' || !(c.req.header('accept') ?? '*/*').match(/text\/event-stream|\*\/\*/)) {
      throw new Problem(406, 'not_acceptable', 'This is a stream of events: ask for text/event-stream.')
    }
    const hash = hashOf(sessionCookie(c, deps))
    // Nobody is kept signed in by a board that is left open.
    const isSignedIn = async () => (await findSession(deps.db, hash, deps.clock())) !== null
    return streams.open(c, sessionOf(c).personId, isSignedIn)
  })
}

/** Is it the id of an incident or a window, which is no promise? */
async function isObject(db: AppDeps['db'], id: string): Promise<boolean> {
  return ((await findIncident(db, id, { drills: true })) ?? (await findMaintenance(db, id))) !== null
}

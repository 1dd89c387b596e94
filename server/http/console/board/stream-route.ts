import type { Context } from 'hono'
import { findSession } from '../../../../db/staff/sessions.ts'
import { hashOf } from '../../../lib/secret/secrets.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { Problem } from '../../middleware/problem.ts'
import { seeOther } from '../../pages/form.ts'
import { asksForPage } from '../../pages/page.ts'
import { sessionOf } from '../access.ts'
import { sessionCookie } from '../cookies.ts'
import type { Changes } from './changes.ts'
import type { Streams } from './streams.ts'

/** Answers with a stream of changes; opened by hand, there is nothing to see: it leads to the page that follows it. */
export function openStream(
  c: Context<Env>,
  deps: AppDeps,
  streams: Streams,
  page: string,
  changes?: Changes,
): Response {
  if (asksForPage(c)) return seeOther(c, page)
  if (c.req.method === 'HEAD' || !(c.req.header('accept') ?? '*/*').match(/text\/event-stream|\*\/\*/)) {
    throw new Problem(406, 'not_acceptable', 'This is a stream of events: ask for text/event-stream.')
  }
  const hash = hashOf(sessionCookie(c, deps))
  // Nobody is kept signed in by a page that is left open.
  const isSignedIn = async () => (await findSession(deps.db, hash, deps.clock())) !== null
  return streams.open(c, sessionOf(c).personId, isSignedIn, changes)
}

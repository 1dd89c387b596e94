import type { MiddlewareHandler } from 'hono'
import { entriesAbout } from '../../../../db/desk/change-mark.ts'
import { openDraftRows } from '../../../../db/draft/drafts.ts'
import type { DraftObject } from '../../../domain/draft/draft.ts'
import { MINUTE } from '../../../domain/vocabulary.ts'
import { hashOf } from '../../../lib/secret/secrets.ts'
import type { AppDeps, Env } from '../../deps.ts'

/** As many drafts about one thing as a page may name. */
const MOST = 50

/**
 * Marks the pages of one incident or one window, so that an open one asks for itself by its mark: where all that was
 * recorded or begun since is about something else, it is answered 304, and nothing is made.
 */
export function pageMark(deps: AppDeps, type: DraftObject['type']): MiddlewareHandler<Env, '/:id/*'> {
  return async (c, next) => {
    if (!c.var.session) return next()
    const about = { type, id: c.req.param('id') }
    // Whoever has no mark is spared the search through all that was ever recorded.
    const [, after = Number.MAX_SAFE_INTEGER, before] =
      /^"(\d{1,15})\.(\w+)"$/.exec(c.req.header('if-none-match') ?? '') ?? []
    // Before the page is made: what is recorded meanwhile is then found by the next look.
    const { newest, isNew } = await entriesAbout(deps.db, about, Number(after))
    const { actor } = c.var.session
    const drafts = (await openDraftRows(deps.db, { about, limit: MOST })).filter(({ author }) => author !== actor)
    const begun = hashOf(drafts.map((one) => `${one.id} ${Math.floor(one.updated_at / MINUTE)}`).join())
    if (c.req.method === 'GET' && before === begun && !isNew && Number(after) <= newest) return c.body(null, 304)
    c.set('mark', `"${newest}.${begun}"`)
    return next()
  }
}

import type { Context } from 'hono'
import type { KeptForm, UnpostedView } from '../../../src/views.ts'
import type { Outcome } from '../../lib/outcome.ts'
import type { AppDeps, Env } from '../deps.ts'
import { isRead } from '../middleware/problem.ts'
import { isForeign, typedEntries } from '../pages/form.ts'
import { asksForPage, renderPage, sendPage } from '../pages/page.ts'

/** Failures after which a form is worth sending again. */
const WHY = [400, 413, 429, 500, 503] as const
/** Forms that hold passwords, codes or tokens: these are shown to nobody. */
const SECRET = /^\/staff\/(sign-in|sign-out|setup|account|people|tokens)\//

/**
 * The answer to a form of the desk that failed: a page with all that was written, and a button that sends it again, so
 * that nothing is lost without a script. `failed` is the answer otherwise. It does without the database, which may be away.
 */
export async function unpostedPage(
  c: Context<Env>,
  deps: AppDeps,
  failed: Response,
  outcome: Outcome | null,
): Promise<Response> {
  const why = WHY.find((status) => status === failed.status)
  const isForm = c.req.path.startsWith('/staff/') && !isRead(c.req.method) && asksForPage(c)
  if (!why || !isForm || isForeign(c, deps.site.url)) return failed
  const form = await formIn(c)
  if (!form) return failed
  const { session } = c.var
  const me = session && { name: session.name, role: session.role }
  const view: UnpostedView = {
    ...{ kind: 'console/entry/unposted', me, faults: [], form, why },
    perhapsSaved: outcome === 'perhaps',
  }
  try {
    const shown = { site: deps.site, path: '/staff/', event: Number.MAX_SAFE_INTEGER, view }
    return sendPage(c, deps, await renderPage(deps, shown), why)
  } catch {
    return failed
  }
}

/** What was sent, without what is no text; null if it cannot be read, or is shown to nobody. */
export async function formIn(c: Context<Env>): Promise<KeptForm | null> {
  if (SECRET.test(c.req.path)) return null
  try {
    const clean = (text: string) => text.replaceAll(/[\0\ufffd]/g, '').toWellFormed()
    const fields = (await typedEntries(c)).map(([name, values]): KeptForm['fields'][number] => [
      clean(name),
      values.map(clean),
    ])
    return fields.length > 0 ? { action: c.req.path, fields } : null
  } catch {
    return null
  }
}

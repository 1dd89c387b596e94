import { newestEvent, saidAfter } from '../../db/delivery/events.ts'
import { listPlatforms } from '../../db/platform/platforms.ts'
import type { Trx } from '../../db/schema/index.ts'
import type { PageContext, Site } from '../../src/views.ts'
import type { ActionContext } from '../actions/context.ts'
import { readStates } from '../actions/platform/read-states.ts'
import { rehearse } from '../actions/preview/rehearse.ts'
import type { PreviewNotice } from '../actions/staff/tell-staff.ts'
import { previewed } from '../channels/message.ts'
import { previewMail, previewNotification } from '../channels/preview.ts'
import { ok, type Result } from '../domain/refusal.ts'
import type { Subject } from '../domain/subscription/audience.ts'
import { Memo } from '../lib/memo.ts'
import type { Make } from '../publish/documents/family.ts'
import { createSnapshot } from '../publish/facts/snapshot.ts'
import { UptimeCache } from '../publish/facts/uptime-cache.ts'
import { framedPage } from './page.ts'
import type { Preview, PreviewDeps, StateChange } from './preview.ts'
import { readReach } from './reach.ts'

type Said = Awaited<ReturnType<typeof saidAfter>>[number]

/** How the preview of one kind of thing is made. */
interface Play<A extends { id: string }, C> {
  act(ctx: ActionContext): Promise<Result<A>>
  /** Its page, and where that is. */
  page: { make: Make; path: (id: string) => string }
  /** What follows, read in the transaction; `said` are the action's events. */
  tell(trx: Trx, value: A, states: StateChange[], said: readonly Said[]): Promise<C>
  subject(message: PreviewNotice, event: Said): Subject
}

/**
 * What would follow if an action ran now, or its refusal. The writer lock is held only while the action runs and what is
 * shown of it is read; rendering, and counting whom it reaches, come when the transaction is gone.
 */
export async function previewOf<A extends { id: string }, C>(
  deps: PreviewDeps,
  ctx: ActionContext,
  play: Play<A, C>,
): Promise<Result<Preview<C>>> {
  const site = (await deps.readSite?.()) ?? deps.site
  const seen = await look(site, ctx, play)
  if (!seen.ok) return seen
  const { said, consequence, page } = seen.value
  const spoken = said.findLast(({ kind, notice }) => notice !== null && !kind.startsWith('staff.'))
  const message: PreviewNotice | null =
    spoken?.notify === 1 ? { kind: spoken.kind, notice: JSON.parse(spoken.notice ?? 'null') } : null
  const shown = message && previewed(message.kind, message.notice)
  const leads = said.some(({ kind }) => kind === 'staff.p1g') ? ctx.plan.staff.leads : []
  return ok({
    changed: said.length > 0,
    consequence,
    reach: await readReach(ctx.db, message && spoken ? play.subject(message, spoken) : null, leads),
    page: page && (await framedPage(page, deps.renderer)),
    mail: shown && previewMail(shown, ctx.now, deps.mailSite),
    push: shown && previewNotification(shown, deps.mailSite),
    message,
  })
}

/** Runs the action, and reads what is shown of it. */
async function look<A extends { id: string }, C>(site: Site, ctx: ActionContext, play: Play<A, C>) {
  let before: ReadonlyMap<string, StateChange['from']> = new Map()
  return rehearse(
    ctx,
    async (inner) => {
      const platforms = await listPlatforms(inner.trx, { archived: false })
      before = await readStates(
        inner.trx,
        platforms.map(({ id }) => id),
      )
      return play.act(inner)
    },
    async (trx, value, after) => {
      const said = await saidAfter(trx, after)
      const states = await statesChanged(trx, before)
      return {
        said,
        consequence: await play.tell(trx, value, states, said),
        page: await pageContext(trx, site, ctx, play, value.id),
      }
    },
  )
}

async function statesChanged(trx: Trx, before: ReadonlyMap<string, StateChange['from']>): Promise<StateChange[]> {
  const after = await readStates(trx, before.keys())
  const platforms = await listPlatforms(trx, { archived: false })
  return platforms.flatMap(({ id, name }) => {
    const [from, to] = [before.get(id), after.get(id)]
    return from === undefined || to === undefined || from === to ? [] : [{ id, name, from, to }]
  })
}

/** What the page would be rendered from: the publisher's own way, up to the renderer. */
async function pageContext<A extends { id: string }, C>(
  trx: Trx,
  site: Site,
  { plan, now }: ActionContext,
  { page }: Play<A, C>,
  id: string,
): Promise<PageContext | null> {
  let context: PageContext | null = null
  // Neither page shows how platforms fared in the past.
  const snapshot = createSnapshot(trx, site, plan, now, new UptimeCache())
  const render = async (given: PageContext) => {
    context = given
    return ''
  }
  const event = await newestEvent(trx)
  await page.make({ snapshot, render, event, edition: 0, shared: new Memo(1) }, id, page.path(id))
  return context
}

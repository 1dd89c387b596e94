import { saidAfter } from '../../db/delivery/said.ts'
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
import { createSnapshot, type PublishSnapshot } from '../publish/facts/snapshot.ts'
import { currentStates } from '../publish/facts/states.ts'
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
  const spoken = said.findLast(({ kind, notice }) => notice !== null && tellsPeople(kind))
  const message: PreviewNotice | null =
    spoken?.notify === 1 ? { kind: spoken.kind, notice: JSON.parse(spoken.notice ?? 'null') } : null
  const shown = message && previewed(message.kind, message.notice)
  const leads = said.some(({ kind }) => kind === 'staff.p1g') ? ctx.plan.staff.leads : []
  return ok({
    changed: said.length > 0,
    consequence,
    reach: await readReach(ctx, message && spoken ? play.subject(message, spoken) : null, leads),
    page: page && (await framedPage(page, deps.renderer)),
    mail: shown && previewMail(shown, ctx.now, deps.mailSite),
    push: shown && previewNotification(shown, deps.mailSite),
    message,
  })
}

/** Staff hear by other ways, and of corrections only programs do. */
function tellsPeople(kind: Said['kind']): boolean {
  return !kind.startsWith('staff.') && kind !== 'incident.corrected'
}

/** Runs the action, and reads what is shown of it; what can be read before, is, since posts wait meanwhile. */
async function look<A extends { id: string }, C>(site: Site, ctx: ActionContext, play: Play<A, C>) {
  const { db, plan, now } = ctx
  const platforms = await listPlatforms(db, { archived: false })
  const before = await readStates(
    db,
    platforms.map(({ id }) => id),
  )
  return rehearse(ctx, play.act, async (trx, value, after) => {
    const said = await saidAfter(trx, after)
    // Neither page shows how platforms fared in the past.
    const snapshot = createSnapshot(trx, site, plan, now, new UptimeCache())
    const page = await pageContext(snapshot, said.at(-1)?.id ?? after, play.page, value.id)
    const states = statesChanged(platforms, before, await currentStates(snapshot))
    return { said, page, consequence: await play.tell(trx, value, states, said) }
  })
}

type States = ReadonlyMap<string, StateChange['from']>

function statesChanged(
  platforms: readonly { id: string; name: string }[],
  before: States,
  after: States,
): StateChange[] {
  return platforms.flatMap(({ id, name }) => {
    const [from, to] = [before.get(id), after.get(id)]
    return from === undefined || to === undefined || from === to ? [] : [{ id, name, from, to }]
  })
}

/** What the page would be rendered from: the publisher's own way, up to the renderer. */
async function pageContext(
  snapshot: PublishSnapshot,
  event: number,
  { make, path }: Play<{ id: string }, unknown>['page'],
  id: string,
): Promise<PageContext | null> {
  let context: PageContext | null = null
  const render = async (given: PageContext) => {
    context = given
    return ''
  }
  await make({ snapshot, render, event, edition: 0, shared: new Memo(1) }, id, path(id))
  return context
}

import type { Context, Hono } from 'hono'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { HandoverView } from '../../../../src/views.ts'
import { acknowledgeHandover } from '../../../actions/handover/acknowledge-handover.ts'
import { handoverInput } from '../../../actions/handover/input.ts'
import { writeHandover } from '../../../actions/handover/write-handover.ts'
import { isSame } from '../../../domain/draft/four-eyes.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import { newId } from '../../../lib/ids.ts'
import { refusalOf } from '../../../lib/input/zod-messages.ts'
import { listHandovers, readHandedOver } from '../../../queries/desk/handover.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { allowed, sessionOf } from '../access.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { doOnce } from '../form/once.ts'
import { valuesOf } from '../form/reading.ts'
import { first } from '../form/values.ts'
import { consolePage, refusedPage } from '../page.ts'

const PATH = '/staff/handover/'
/** Of one page. */
const PAGE = 10

/** The change of shift: what is open, owed and promised is written down, and the next one takes it on. */
export function handoverRoutes(app: Hono<Env>, deps: AppDeps): void {
  app.get(PATH, allowed(deps, 'handover.read'), async (c) => consolePage(c, deps, await contentOf(c, deps)))
  app.post(PATH, allowed(deps, 'handover.write'), (c) => take(c, deps))
}

async function contentOf(c: Context<Env>, deps: AppDeps, typed: { note?: string; once?: string } = {}) {
  const { personId: id, actor: name } = sessionOf(c)
  const [, at, last] = /^(\d{1,15})\.([a-z0-9]{12})$/.exec(c.req.query('before') ?? '') ?? []
  const after = last === undefined ? undefined : { at: Number(at), id: last }
  const found = await listHandovers(deps.db, { limit: PAGE + 1, after })
  const past = found.slice(0, PAGE)
  const end = past.at(-1)
  const content: Omit<HandoverView, 'me' | 'faults'> = {
    ...{ kind: 'console/shift/handover', once: typed.once ?? newId(), note: typed.note ?? '' },
    now: await readHandedOver(deps.db, deps.plan, deps.clock()),
    past: past.map(({ authorId, ...one }) => ({
      ...one,
      isMine: isSame({ name: one.author, id: authorId }, { name, id }),
    })),
    isFirst: after === undefined,
    older: found.length > PAGE && end ? `${PATH}?before=${end.at}.${end.id}` : null,
  }
  return content
}

async function take(c: Context<Env>, deps: AppDeps): Promise<Response> {
  const values = await valuesOf(c)
  const [button, note] = [first(values, 'do'), first(values, 'note')]
  const { handover } = dictionary(deps.site.locale).console
  const again = async (refusal: Refusal) => {
    const once = refusal.code === 'form_sent' ? undefined : first(values, 'once')
    return refusedPage(c, deps, await contentOf(c, deps, { ...(note && { note }), ...(once && { once }) }), refusal)
  }
  const unknown = unknownButton(deps, button, ['write', 'take'])
  if (unknown) return again(unknown)
  const ctx = actionContext(c, deps)
  if (button === 'take') {
    const taken = await acknowledgeHandover(ctx, first(values, 'handover') ?? '')
    return taken.ok ? seeDone(c, deps, PATH, handover.tookOn) : again(taken.refusal)
  }
  const read = handoverInput.safeParse({ note })
  if (!read.success) return again(refusalOf(read.error))
  const { personId } = sessionOf(c)
  const written = await doOnce(deps, ctx, { personId, values }, (inner) => writeHandover(inner, read.data))
  return written.ok ? seeDone(c, deps, PATH, handover.written) : again(written.refusal)
}

import type { Context } from 'hono'
import { Hono } from 'hono'
import { readAnswers } from '../../../../db/staff/answers.ts'
import type { FormFault, OwedUnknownView } from '../../../../src/views.ts'
import type { ActionContext } from '../../../actions/context.ts'
import { type Acknowledgement, acknowledgePromise } from '../../../actions/ladder/acknowledge-promise.ts'
import type { Owed } from '../../../domain/ladder/owed.ts'
import { instant, line } from '../../../lib/input/fields.ts'
import { readOwed } from '../../../queries/owed.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { Problem } from '../../middleware/problem.ts'
import { refuseForeign } from '../foreign.ts'
import { type Fields, formFields, seeOther } from '../form.ts'
import { asksForPage, page } from '../page.ts'
import { standingPage } from '../standing.ts'
import { type OwedLink, readLink } from './link.ts'
import { keptView, openView } from './view.ts'

const UNKNOWN: OwedUnknownView = { kind: 'owed', state: 'unknown' }
const REASON = 500

/**
 * The link of a message to staff: what is owed. Opening it changes nothing, since scanners open links; its forms say that
 * its person is on it, and put it off. It ends with the promise.
 */
export function owedPage(deps: AppDeps): Hono<Env> {
  const app = new Hono<Env>()

  app.get('/owed/:token', async (c) =>
    show(c, deps, async (link, owed) => page(c, deps, await openView(deps, owed, link.actor, NOTHING_SENT))),
  )

  app.post('/owed/:token', async (c) => {
    const refused = await refuseForeign(c, deps)
    if (refused) return refused
    return show(c, deps, async (link, owed) => {
      const fields = await formFields(c)
      const again = async (wrong: FormFault[], status: 409 | 422) =>
        page(c, deps, await openView(deps, owed, link.actor, { sent: sentIn(fields), faults: wrong }), status)
      const action = actionIn(fields)
      if (action === null) {
        if (asksForPage(c)) return again([{ field: null, says: 'action' }], 422)
        throw new Problem(422, 'unknown_action', UNCLEAR, { errors: [{ parameter: 'action', detail: EITHER }] })
      }
      const { said, faults } = action === 'put_off' ? read(fields, owed, deps.clock()) : readNote(fields)
      if (!said) return again(faults, 422)
      const ctx: ActionContext = { ...actionContext(c, deps), actor: { name: link.actor, role: 'agent' } }
      const result = await acknowledgePromise(ctx, owed.id, said)
      if (result.ok || (await isSentTwice(deps, owed, link, said))) return seeOther(c, `/owed/${c.req.param('token')}`)
      if (result.refusal.code === 'already_put_off') return again([{ field: null, says: 'putOff' }], 409)
      if (result.refusal.code === 'nothing_to_put_off') return again([{ field: 'until', says: 'nothingBefore' }], 422)
      if (result.refusal.kind === 'invalid') return again([{ field: 'until', says: 'until' }], 422)
      return show(c, deps, () => again([], 409))
    })
  })

  return app
}

const NOTHING_SENT = { sent: null, faults: [] }
const EITHER = 'must be "acknowledge" or "put_off", once'
const UNCLEAR = `The field "action" of the form ${EITHER}. Nothing was changed.`

/** What a form says, or everything that is wrong with it. */
interface Said {
  said: Acknowledgement | null
  faults: FormFault[]
}

/** Answers for what a link's promise is now; for a link without one, says what is known of it. */
async function show(
  c: Context<Env, '/owed/:token'>,
  deps: AppDeps,
  answer: (link: OwedLink, owed: Owed) => Promise<Response>,
): Promise<Response> {
  const link = await readLink(deps, c.req.param('token'))
  if (!link) return standingPage(c, deps, UNKNOWN, 404)
  const owed = (await readOwed(deps.db, deps.plan, deps.clock())).find(({ id }) => id === link.rung.promiseId)
  return owed ? answer(link, owed) : page(c, deps, await keptView(deps, link), 410)
}

/** What the form asks for; null unless it is exactly one thing that can be done. */
function actionIn(fields: Fields): 'acknowledge' | 'put_off' | null {
  const [action, ...more] = fields('action')
  return more.length === 0 && (action === 'acknowledge' || action === 'put_off') ? action : null
}

/** That somebody is on it, with a note for colleagues or without. */
function readNote(fields: Fields): Said {
  const note = fields('note')[0]?.trim() ?? ''
  if (note === '') return { said: {}, faults: [] }
  const reason = line(REASON).safeParse(note)
  return reason.success
    ? { said: { reason: reason.data }, faults: [] }
    : { said: null, faults: [{ field: 'note', says: 'noteLong' }] }
}

/** How it is put off. Beyond the due time nothing can be put off. */
function read(fields: Fields, { dueAt }: Owed, now: number): Said {
  if (now >= dueAt) return { said: null, faults: [{ field: null, says: 'due' }] }
  const until = instant.safeParse(fields('until')[0])
  const reason = line(REASON).safeParse(fields('reason')[0])
  const faults: FormFault[] = []
  const isBefore = until.success && until.data > now && until.data <= dueAt
  if (!isBefore) faults.push({ field: 'until', says: 'until' })
  if (!reason.success) faults.push({ field: 'reason', says: isLong(fields) ? 'reasonLong' : 'reason' })
  if (!isBefore || !reason.success) return { said: null, faults }
  return { said: { until: until.data, reason: reason.data }, faults }
}

const isLong = (fields: Fields) => (fields('reason')[0]?.length ?? 0) > REASON

function sentIn(fields: Fields) {
  return { until: fields('until')[0] ?? '', reason: fields('reason')[0] ?? '', note: fields('note')[0] ?? '' }
}

/** Did this person put it off like this before: by the same click, sent twice? */
async function isSentTwice({ db }: AppDeps, { id }: Owed, { actor }: OwedLink, said: Acknowledgement) {
  const { putOff } = (await readAnswers(db, [id]))(id)
  return putOff?.actor === actor && putOff.until_at === said.until && putOff.reason === said.reason
}

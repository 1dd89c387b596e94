import { type Context, Hono } from 'hono'
import { findContactRow, type ReachedContactRow } from '../../../../db/contact/contacts.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { ConsoleFault, ContactGoneView } from '../../../../src/views.ts'
import { askForChange } from '../../../actions/contact/ask-for-change.ts'
import { confirmEntry } from '../../../actions/contact/confirm-entry.ts'
import { askForChangeInput } from '../../../actions/contact/input.ts'
import { inWords } from '../../../lib/input/zod-messages.ts'
import { contactToken, matches, namedInToken } from '../../../lib/links.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { retryAfter } from '../../middleware/problem.ts'
import { refuseForeign } from '../foreign.ts'
import { formFields, seeOther } from '../form.ts'
import { page } from '../page.ts'
import { readerLocale } from '../reader-locale.ts'
import { standingPage } from '../standing.ts'
import { entriesOf, entryView, sentIn } from './view.ts'

const ENDED: ContactGoneView = { kind: 'contact', state: 'ended' }
const UNKNOWN: ContactGoneView = { kind: 'contact', state: 'unknown' }
/** So many changes of an address a link is remembered for, once its entry is gone. */
const REMEMBERED = 20

type Visit = Context<Env, '/contacts/:token/'>

/** What is on record for somebody whom organisations named. Opening it changes nothing; its forms confirm it, and ask the desk for a change. */
export function contactPage(deps: AppDeps): Hono<Env> {
  const app = new Hono<Env>()

  app.get('/contacts/:token/', (c) =>
    show(c, deps, async (row) => {
      const said = c.req.query('done')
      const done = said === 'confirmed' || said === 'asked' ? said : null
      return page(c, deps, await entryView(deps, row, { done }))
    }),
  )

  app.post('/contacts/:token/', async (c) => {
    const refused = await refuseForeign(c, deps)
    if (refused) return refused
    return show(c, deps, async (row) => {
      const fields = await formFields(c)
      if (fields('action')[0] !== 'ask') {
        await confirmEntry(actionContext(c, deps), row.subscriber_id)
        return seeOther(c, `${c.req.path}?done=confirmed`)
      }
      return ask(c, deps, row, sentIn(fields))
    })
  })

  return app
}

async function ask(c: Visit, deps: AppDeps, row: ReachedContactRow, sent: ReturnType<typeof sentIn>) {
  const { contact: words, form } = dictionary(readerLocale(c, deps.site))
  const again = async (faults: ConsoleFault[], status: 422 | 429) =>
    page(c, deps, await entryView(deps, row, { sent, faults }), status)
  // Not of others: whoever has this link has this address alone.
  const isOwn = (await entriesOf(deps.db, row)).some(({ id }) => id === sent.entry)
  if (!isOwn) return again([{ field: null, says: form.fault.action }], 422)
  const { name, title, phone, timeZone, ...rest } = sent.fields
  const orNull = (text: string) => (text === '' ? null : text)
  const asked = askForChangeInput.safeParse({
    fields: { ...rest, name, title: orNull(title), phone: orNull(phone), timeZone: orNull(timeZone) },
    message: orNull(sent.message),
  })
  if (!asked.success) {
    const faults = inWords(asked.error.issues).map(({ path, detail }) => ({ field: String(path.at(-1)), says: detail }))
    return again(faults, 422)
  }
  const result = await askForChange(actionContext(c, deps), sent.entry, asked.data)
  if (result.ok) return seeOther(c, `${c.req.path}?done=asked`)
  if (result.refusal.kind !== 'limited') return again([{ field: 'message', says: words.nothingAsked }], 422)
  c.header('Retry-After', `${retryAfter(result.refusal)}`)
  return again([{ field: null, says: words.tooOften }], 429)
}

/** Answers for the entry of a valid link; for another one, says what is known of it. */
async function show(c: Visit, deps: AppDeps, answer: (row: ReachedContactRow) => Promise<Response>): Promise<Response> {
  const token = c.req.param('token')
  const id = namedInToken(token)
  const row = id === null ? null : await findContactRow(deps.db, id)
  const isOf = (linkGeneration: number) =>
    matches(token, contactToken(deps.linkSecret, { id: id ?? '', linkGeneration }))
  if (row && isOf(row.link_generation)) {
    c.set('locale', row.locale)
    return answer(row)
  }
  const was = id !== null && Array.from({ length: row?.link_generation ?? REMEMBERED }, (_, past) => past).some(isOf)
  return was ? standingPage(c, deps, ENDED, 410) : standingPage(c, deps, UNKNOWN, 404)
}

import type { Context, Hono } from 'hono'
import { findPerson } from '../../../../db/staff/people.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import { addPasskey } from '../../../actions/account/passkeys/add-passkey.ts'
import { askForPasskey } from '../../../actions/account/passkeys/ask-for-passkey.ts'
import {
  askForPasskeyInput,
  NO_ANSWER,
  newKeyInput,
  removePasskeyInput,
} from '../../../actions/account/passkeys/input.ts'
import { removePasskey } from '../../../actions/account/passkeys/remove-passkey.ts'
import { PASSKEY_OVER } from '../../../actions/account/passkeys/take-answer.ts'
import { notFound } from '../../../domain/refusal.ts'
import { ASKED_FOR } from '../../../domain/staff/passkey.ts'
import { refusalOf } from '../../../lib/input/zod-messages.ts'
import { makingOptions } from '../../../lib/passkeys/relying-party.ts'
import { readOwnPasskeys } from '../../../queries/staff/own-passkeys.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { formFields } from '../../pages/form.ts'
import { allowed, sessionOf } from '../access.ts'
import { forgetSession } from '../cookies.ts'
import { seeDone } from '../flash.ts'
import { consolePage, refusedPage } from '../page.ts'
import { ask, partyHere, takeAsked } from './attempt.ts'

const HOME = '/staff/account/'
const NEW = '/staff/account/passkeys/new/'
const ONE = '/staff/account/passkeys/:id/'

/** One's own passkeys: adding one, in two steps, and removing one. The list of them is on the page of the account. */
export function ownPasskeyRoutes(app: Hono<Env>, deps: AppDeps): void {
  const own = allowed(deps, 'self.change')
  const { passkeys: words } = dictionary(deps.site.locale).console

  app.get(NEW, own, async (c) => consolePage(c, deps, await newOne(c, deps)))

  app.post(NEW, own, async (c) => {
    const fields = await formFields(c)
    const typed = { name: fields('name')[0] ?? '', own: fields.raw('own')[0] ?? '' }
    const content = await newOne(c, deps, typed.name)
    const parsed = askForPasskeyInput.safeParse(typed)
    if (!parsed.success) return refusedPage(c, deps, content, refusalOf(parsed.error))
    const { personId } = sessionOf(c)
    const result = await askForPasskey(actionContext(c, deps), personId, parsed.data)
    if (!result.ok) return refusedPage(c, deps, content, result.refusal)
    const { person, has } = result.value
    const challenge = ask(c, deps, personId, parsed.data.name)
    const { name: site } = (await deps.readSite?.()) ?? deps.site
    const credentials = has.map(({ credential }) => credential)
    const asked = { site, person, challenge, timeout: ASKED_FOR, has: credentials }
    const options = JSON.stringify(makingOptions(partyHere(deps), asked))
    return consolePage(c, deps, { ...content, name: parsed.data.name, options })
  })

  app.post('/staff/account/passkeys/', own, async (c) => {
    const fields = await formFields(c)
    const { personId } = sessionOf(c)
    const asked = takeAsked(c, deps, personId)
    const content = await newOne(c, deps, asked?.name)
    if (!asked) return refusedPage(c, deps, content, PASSKEY_OVER.refusal)
    const parsed = newKeyInput.safeParse(fields('credential')[0] ?? '')
    if (!parsed.success) return refusedPage(c, deps, content, NO_ANSWER.refusal)
    const made = { party: partyHere(deps), challenge: asked, name: asked.name, made: parsed.data }
    const result = await addPasskey(actionContext(c, deps), personId, made)
    if (!result.ok) return refusedPage(c, deps, content, result.refusal)
    return seeDone(c, deps, HOME, words.added(asked.name))
  })

  app.get(ONE, own, async (c) => consolePage(c, deps, await existing(c, deps)))

  app.post(ONE, own, async (c) => {
    const { raw } = await formFields(c)
    const content = await existing(c, deps)
    const parsed = removePasskeyInput.safeParse({ own: raw('own')[0] ?? '' })
    if (!parsed.success) return refusedPage(c, deps, content, refusalOf(parsed.error))
    const { personId, id: sessionId } = sessionOf(c)
    const request = { id: content.passkey.id, own: parsed.data.own }
    const result = await removePasskey(actionContext(c, deps), { personId, sessionId }, request)
    if (!result.ok) return refusedPage(c, deps, content, result.refusal)
    const { name, endsThis } = result.value
    if (!endsThis) return seeDone(c, deps, HOME, words.removed(name))
    forgetSession(c, deps)
    return seeDone(c, deps, '/staff/sign-in/', words.removedHere(name))
  })
}

async function newOne(c: Context<Env>, deps: AppDeps, name = '') {
  partyHere(deps)
  const email = await emailOf(c, deps)
  return { kind: 'console/passkeys/new', email, name, options: null as string | null } as const
}

async function existing(c: Context<Env>, deps: AppDeps) {
  const all = await readOwnPasskeys(deps.db, sessionOf(c), deps.clock())
  const passkey = all.find(({ id }) => id === c.req.param('id'))
  const email = await emailOf(c, deps)
  return { kind: 'console/passkeys/remove', email, passkey: passkey ?? must<never>(notFound('passkey')) } as const
}

async function emailOf(c: Context<Env>, deps: AppDeps): Promise<string> {
  return (await findPerson(deps.db, sessionOf(c).personId))?.email ?? ''
}

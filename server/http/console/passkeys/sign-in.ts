import type { Context, Hono } from 'hono'
import { findPasskey } from '../../../../db/staff/passkeys.ts'
import { answerInput, NO_ANSWER } from '../../../actions/account/passkeys/input.ts'
import { signInByPasskey } from '../../../actions/account/passkeys/sign-in-by-passkey.ts'
import { PASSKEY_OVER } from '../../../actions/account/passkeys/take-answer.ts'
import { ASKED_FOR } from '../../../domain/staff/passkey.ts'
import type { Role } from '../../../domain/vocabulary.ts'
import { askingOptions } from '../../../lib/passkeys/relying-party.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { formFields } from '../../pages/form.ts'
import { beginSession } from '../begin.ts'
import { knownBrowser } from '../cookies.ts'
import { refusedPage } from '../page.ts'
import { type Asked, contentOf, keptIn, ownPath } from '../sign-in-page.ts'
import { ask, partyHere, takeAsked } from './attempt.ts'

interface After {
  /** Who calls. */
  from(c: Context<Env>): { browser: string; client: string }
  /** Where somebody of a role goes on to. */
  on(next: string, person: { role: Role }): string
  goOn(c: Context<Env>, asked: Required<Pick<Asked, 'next' | 'kept'>>): Response | Promise<Response>
}

/** Signing in with a passkey: the browser asks for what to sign, and sends the answer with the form. */
export function passkeySignInRoutes(app: Hono<Env>, deps: AppDeps, { from, on, goOn }: After): void {
  app.post('/staff/sign-in/passkey/begin/', (c) => {
    const party = partyHere(deps)
    return c.json(askingOptions(party, ask(c, deps, null), ASKED_FOR))
  })

  app.post('/staff/sign-in/passkey/', async (c) => {
    const fields = await formFields(c)
    const asked = { next: ownPath(fields('next')[0]), kept: keptIn(deps, fields('kept')[0]) }
    const content = await contentOf(deps, asked)
    const [party, challenge] = [partyHere(deps), takeAsked(c, deps, null)]
    if (!challenge) return refusedPage(c, deps, content, PASSKEY_OVER.refusal)
    const parsed = answerInput.safeParse(fields('credential')[0] ?? '')
    if (!parsed.success) return refusedPage(c, deps, content, NO_ANSWER.refusal)
    const answer = parsed.data
    const kept = await findPasskey(deps.db, answer.id)
    const known = kept && knownBrowser(c, deps, kept.person_id)
    const request = { party, challenge, answer, ...from(c), knownBrowser: known }
    const result = await signInByPasskey(actionContext(c, deps), request)
    if (!result.ok) return refusedPage(c, deps, content, result.refusal)
    const role = await beginSession(c, deps, result.value)
    return goOn(c, { ...asked, next: on(asked.next, { role }) })
  })
}

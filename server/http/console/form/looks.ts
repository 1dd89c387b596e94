import type { Context } from 'hono'
import { findPerson } from '../../../../db/staff/people.ts'
import { sendPreview } from '../../../actions/preview/send-preview.ts'
import { limited, notFound, ok, type Result } from '../../../domain/refusal.ts'
import { MINUTE } from '../../../domain/vocabulary.ts'
import type { Preview } from '../../../preview/preview.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { Limiter } from '../../middleware/limits.ts'
import { must } from '../../middleware/problem.ts'
import { sessionOf } from '../access.ts'
import { FRAMED_POLICY } from '../mailbox/mail-page.ts'

/** Mails to oneself: a button that is held down fills nobody's mailbox, and delays no other mail to staff. */
const TO_ONESELF = { count: 10, per: 10 * MINUTE }
const sentBy = new WeakMap<AppDeps, Limiter>()

/** Sends the mail that a preview shows to whoever is signed in, ten times in ten minutes. Returns the address. */
export async function sendToMe(
  c: Context<Env>,
  deps: AppDeps,
  { message }: Pick<Preview<unknown>, 'message'>,
): Promise<Result<string>> {
  const person = await findPerson(deps.db, sessionOf(c).personId)
  if (!person) return notFound('person')
  const limiter = sentBy.get(deps) ?? new Limiter(TO_ONESELF)
  sentBy.set(deps, limiter)
  const wait = message ? limiter.take(person.id, deps.clock()) : 0
  if (wait > 0) return limited(wait)
  const sent = await sendPreview(actionContext(c, deps), person.email, message)
  if (!sent.ok) return sent
  deps.dispatcher.nudge()
  return ok(person.email)
}

/** Where frames show the page and the mail of a draft; null: there is no such thing to be shown. */
export function framesOf(
  area: 'incidents' | 'maintenance' | 'drafts',
  { page, mail }: Pick<Preview<unknown>, 'page' | 'mail'>,
  draftId: string | null,
): { page: string | null; mail: string | null } {
  const frame = (what: string, shown: unknown) =>
    shown === null || draftId === null ? null : `/staff/${area}/preview/${draftId}/${what}`
  return { page: frame('page', page), mail: frame('mail', mail) }
}

/** The page or the mail of a preview as it will look, for a frame: it runs nothing and leads nowhere by itself. */
export function framed(
  c: Context<Env>,
  { page, mail }: Pick<Preview<unknown>, 'page' | 'mail'>,
  what: string,
): Response {
  const mailed = mail && { html: `<!doctype html><base target="_blank">${mail.html}`, policy: FRAMED_POLICY }
  const shown = what === 'mail' ? mailed : what === 'page' ? page : null
  const { html, policy } = shown ?? must<NonNullable<typeof shown>>(notFound('preview'))
  c.header('Content-Security-Policy', policy)
  c.header('X-Frame-Options', 'SAMEORIGIN')
  return c.html(html) as Response
}

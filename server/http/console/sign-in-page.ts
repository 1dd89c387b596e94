import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { hasPasskeys } from '../../../db/staff/passkeys.ts'
import { hasAccounts } from '../../../db/staff/people.ts'
import type { KeptForm } from '../../../src/views.ts'
import { mayUsePassword } from '../../actions/staff/entry/may-use-password.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { can } from '../../domain/staff/can.ts'
import type { Role } from '../../domain/vocabulary.ts'
import { seal, unseal } from '../../lib/secret/sealed.ts'
import type { AppDeps, Env } from '../deps.ts'
import { isOfDisabled } from './cookies.ts'
import { consolePage, refusedPage } from './page.ts'
import { partyOf } from './passkeys/attempt.ts'

const BOARD = '/staff/'
const KEPT = 'console form'

export interface Asked {
  email?: string
  next?: string
  kept?: KeptForm | null
}

/** The page that asks who somebody is; what waits for that is sealed into it. */
export async function signInPage(c: Context<Env>, deps: AppDeps, asked: Asked, status: ContentfulStatusCode = 200) {
  return consolePage(c, deps, { ...(await contentOf(deps, asked)), isDisabled: await isOfDisabled(c, deps) }, status)
}

/** The page that asks for a code, after the password was right. */
export function codePage(
  c: Context<Env>,
  deps: AppDeps,
  { ticket, refusal, next = BOARD, kept = null }: Asked & { ticket: string; refusal?: Refusal },
) {
  const content = { kind: 'console/entry/code', ticket, next, kept: sealed(deps, kept) } as const
  return refusal ? refusedPage(c, deps, content, refusal) : consolePage(c, deps, content)
}

/** What the page shows, the form that waits sealed. */
export async function contentOf(deps: AppDeps, { email = '', next = BOARD, kept = null }: Asked) {
  const isFirst = !(await hasAccounts(deps.db))
  const form = { isDisabled: false, isFirst, email, next, kept: sealed(deps, kept) }
  const isForFew = !(await mayUsePassword(deps.db, deps.plan.signIn, null))
  const passkeys = partyOf(deps) !== null && (await hasPasskeys(deps.db))
  const provider = deps.singleSignOn?.name ?? null
  return { kind: 'console/entry/sign-in', ...form, isForFew, provider, passkeys } as const
}

function sealed({ linkSecret }: AppDeps, kept: KeptForm | null): string | null {
  return kept && seal(linkSecret, KEPT, JSON.stringify(kept))
}

/** The form that waits, as it came back. */
export function keptIn(deps: AppDeps, text: string | undefined): KeptForm | null {
  const form = text === undefined ? null : unseal(deps.linkSecret, KEPT, text)
  return form === null ? null : (JSON.parse(form) as KeptForm)
}

/** A path of the console to go on to; anything else leads to the board. */
export function ownPath(next: string | undefined): string {
  return next !== undefined && /^\/staff\/[\w./-]*(\?[\w=&%.-]*)?$/.test(next) && !next.includes('//') ? next : BOARD
}

/**
 * Where somebody who has just signed in goes on: to the page that was asked for, if it is one (`isPage`: it can be opened),
 * else to the board; to their account if their role has no board.
 */
export function pageAfter(next: string, role: Role, isPage: (path: string) => boolean): string {
  const [path = ''] = next.split('?')
  const page = isPage(path) ? next : BOARD
  return page === BOARD && !can({ role }, 'board.read') ? '/staff/account/' : page
}

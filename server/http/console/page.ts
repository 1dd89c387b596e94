import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ConsoleFault, ConsoleView, Me } from '../../../src/views.ts'
import type { FieldError, Refusal } from '../../domain/refusal.ts'
import { type Ability, can } from '../../domain/staff/can.ts'
import type { AppDeps, Env } from '../deps.ts'
import { problemFor, retryAfter } from '../middleware/problem.ts'
import { page } from '../pages/page.ts'
import { flashOf } from './flash.ts'
import { told } from './told.ts'

/** A view without what every page of the console has. */
type Content<V> = V extends ConsoleView
  ? Omit<V, 'me' | 'faults' | 'flash' | 'mailStays' | 'pageMark'> & { faults?: ConsoleFault[] }
  : never

/** A page of the console, for whoever is signed in. */
export async function consolePage(
  c: Context<Env>,
  deps: AppDeps,
  content: Content<ConsoleView>,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const flash = flashOf(c, deps)
  const { mark } = c.var
  const mailStays = deps.mailFolder !== undefined
  const frame = { me: await meOf(c, deps), ...(flash && { flash }), ...(mark && { pageMark: mark }), mailStays }
  return page(c, deps, { faults: [], ...content, ...frame } as ConsoleView, status)
}

async function meOf(c: Context<Env>, deps: AppDeps): Promise<Me | null> {
  const { session } = c.var
  if (!session) return null
  const mailbox = deps.mailFolder !== undefined && can(session, await mailAbility(deps))
  return { name: session.name, role: session.role, ...(mailbox && { mailbox }) }
}

/** What it takes to read the local mailbox: in the demonstration nothing real is in it. */
export async function mailAbility(deps: AppDeps): Promise<Ability> {
  const { demo } = (await deps.readSite?.()) ?? deps.site
  return demo ? 'board.read' : 'mail.read'
}

/** The same page once more, with what was wrong and what was typed: with the refusal's status. */
export async function refusedPage(
  c: Context<Env>,
  deps: AppDeps,
  content: Content<ConsoleView>,
  refusal: Refusal,
): Promise<Response> {
  if (refusal.wait !== undefined) c.header('Retry-After', `${retryAfter(refusal)}`)
  const { status } = problemFor(refusal)
  return consolePage(c, deps, { ...content, faults: await faultsOf(deps, refusal) }, status)
}

/**
 * A refusal beside the fields of a form, which are named as the input's are: "/update/body" is the field "update.body".
 * Nothing is said twice of one field.
 */
async function faultsOf(deps: AppDeps, { fields = [], ...all }: Refusal): Promise<ConsoleFault[]> {
  const places: FieldError[] = fields.length > 0 ? fields : [{ ...all, pointer: '' }]
  const words = await told(deps, places)
  const faults = places.map(({ pointer }, index) => ({
    field: pointer.slice(1).replaceAll('/', '.') || null,
    says: words[index] ?? '',
  }))
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()]
}

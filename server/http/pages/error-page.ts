import type { Context } from 'hono'
import { dictionary } from '../../../src/i18n/index.ts'
import type { ErrorView } from '../../../src/views.ts'
import { reasonOf } from '../../lib/error-code.ts'
import { createTally } from '../../lib/log/tally.ts'
import type { AppDeps, Env } from '../deps.ts'
import { asksForPage, wantsPage } from './page.ts'
import { readerLocale } from './reader-locale.ts'
import { standingPage } from './standing.ts'

/** What may happen to whoever only opened an address: any client that accepts one gets a page. */
const OPENED = [404, 429, 500, 503] as const
/** What happens to what was sent, or to an odd address: only who asks for a page gets one. */
const SENT = [400, 405, 413] as const

/**
 * The status of the page that shows this error to people; null where the answer is for a program: the API, and clients
 * that ask for no page.
 */
export function errorStatusFor(c: Context<Env>, status: number): ErrorView['status'] | null {
  if (c.req.path.startsWith('/api/')) return null
  if (asksForPage(c)) return [...OPENED, ...SENT].find((known) => known === status) ?? null
  return wantsPage(c) ? (OPENED.find((known) => known === status) ?? null) : null
}

/** Whoever asks for addresses that are not there fills no log. */
const failures = createTally<{ deps: AppDeps; err: unknown }>(({ deps, err }, count) =>
  deps.log.error({ err, count }, 'rendering an error page failed'),
)

interface Circumstances {
  /** In how many seconds to try again; null if that is not known. */
  wait?: number | null
  /** Nobody knows whether it was done nevertheless. */
  perhapsSaved?: boolean
}

/** An error page; plain text if that cannot be rendered. */
export async function errorPage(
  c: Context<Env>,
  deps: AppDeps,
  status: ErrorView['status'],
  { wait = null, perhapsSaved = false }: Circumstances = {},
): Promise<Response> {
  try {
    const view: ErrorView = { kind: 'error', status, wait: inWhole(wait), ...(perhapsSaved && { perhapsSaved }) }
    return await standingPage(c, deps, view, status)
  } catch (error) {
    failures.note(reasonOf(error), { deps, err: error })
    c.header('Cache-Control', 'no-store')
    const { plain, perhapsSaved: doubt } = dictionary(readerLocale(c, deps.site)).error
    return c.text(perhapsSaved ? `${plain[status]} ${doubt}` : plain[status], status)
  }
}

/** Beyond a minute in whole minutes: nobody waits by the second, and there are fewer pages. */
function inWhole(seconds: number | null): number | null {
  return seconds !== null && seconds > 60 ? Math.ceil(seconds / 60) * 60 : seconds
}

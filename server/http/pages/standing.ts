import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { newestEvent } from '../../../db/delivery/events.ts'
import type { Locale } from '../../../src/i18n/index.ts'
import type {
  ConfirmView,
  ContactGoneView,
  ErrorView,
  OrganisationUnknownView,
  OwedUnknownView,
  UnsubscribeView,
} from '../../../src/views.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import type { AppDeps, Env } from '../deps.ts'
import { renderPage, sendPage } from './page.ts'
import { readerLocale } from './reader-locale.ts'

/** Pages that say the same to everybody: of errors, and of links that are not ours. */
type StandingView =
  | ErrorView
  | (ConfirmView & { address: null })
  | (UnsubscribeView & { address: null })
  | OwedUnknownView
  | OrganisationUnknownView
  | ContactGoneView

/** So many milliseconds is such a page shown again: whoever asks for many costs next to nothing. */
const KEPT = 10_000
/** There are hardly more: few views, in few languages, with waits that are whole seconds or minutes. */
const MOST = 200

interface Kept {
  html: Promise<string>
  madeAt: Instant
}
const keptBy = new WeakMap<AppDeps, Map<string, Kept>>()

/** Answers with a page that says the same to everybody, rendered once for all who ask within ten seconds. */
export async function standingPage(
  c: Context<Env>,
  deps: AppDeps,
  view: StandingView,
  status: ContentfulStatusCode,
): Promise<Response> {
  return sendPage(c, deps, await htmlOf(deps, view, readerLocale(c, deps.site)), status)
}

function htmlOf(deps: AppDeps, view: StandingView, locale: Locale): Promise<string> {
  const kept = keptBy.get(deps) ?? new Map<string, Kept>()
  keptBy.set(deps, kept)
  const key = `${locale} ${JSON.stringify(view)}`
  const now = deps.clock()
  const known = kept.get(key)
  if (known && Math.abs(now - known.madeAt) < KEPT) return known.html
  const html = render(deps, view, locale)
  if (kept.size >= MOST) kept.clear()
  kept.set(key, { html, madeAt: now })
  // What failed is tried again with the next request.
  html.catch(() => kept.delete(key))
  return html
}

async function render(deps: AppDeps, view: StandingView, locale: Locale): Promise<string> {
  // A page that says that the database is away does not wait for it, nor does it follow what happens.
  const isAway = view.kind === 'error' && view.status === 503
  const site = (isAway ? undefined : await deps.readSite?.()) ?? deps.site
  const event = isAway ? Number.MAX_SAFE_INTEGER : await newestEvent(deps.db)
  return renderPage(deps, { site: { ...site, locale }, path: '/', event, view })
}

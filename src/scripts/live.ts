/**
 * Keeps an open page true: asks `/now.json` once in a while, takes over what changed, and says so when the page can no
 * longer be sure of itself. Only elements marked `data-live` change, so that a form being filled in stays as it is.
 */
import { morph } from './morph.ts'
import { clockOf, showYourTimes } from './times.ts'

const PAUSE = 30_000
/** Minutes without an answer after which the page doubts itself, and claims of no update that it is overdue. */
const OLD = 2
/** `/now.json` is written every minute: so old it may be without anything being wrong. */
const RHYTHM = 60_000

/** `looked` is called after each look, with how far the server's clock is ahead, ms. */
export function follow(page: Document, looked: (ahead: number) => void): void {
  const main = page.querySelector<HTMLElement>('main[data-event]')
  if (!main) return
  let seen = Number(main.dataset.event)
  let fetchedAt = Date.now()
  /** The worker's copy, shown because the network failed. */
  let isKept = keptAt(page) !== null
  let confirmedAt = keptAt(page) ?? Date.now()
  let doubted = seen
  let asking = false
  let again = false

  const look = async (): Promise<void> => {
    // A tab that is looked at once more may have slept in the middle of a question.
    again ||= asking
    if (asking || page.hidden) return
    asking = true
    try {
      const now = await ask()
      const isNews = now.event > seen || duePassed(page, fetchedAt, Date.now() + now.ahead)
      if (isKept || isNews) {
        fetchedAt = Date.now() + now.ahead
        const changed = await refresh(page, main)
        // An unchanged answer may be an old one, out of a shared cache on the way: what is seen twice is believed.
        if (changed || doubted === now.event) seen = Math.max(seen, now.event)
        doubted = now.event
      }
      // A page that was made since knows more: after an outage it comes before `/now.json` is written anew.
      const known = Math.min(now.age, Date.now() + now.ahead - Number(main.dataset.made))
      confirmedAt = Date.now() - Math.max(0, known - RHYTHM)
      if (isKept) sayBack(page)
      isKept = false
      looked(now.ahead)
    } catch {
      // Offline, or the site is being served without its program: the age below says what that means.
    }
    asking = false
    showAge(page, confirmedAt, isKept)
    if (!again) return
    again = false
    return look()
  }
  const goOn = () => setTimeout(() => look().finally(goOn), PAUSE * (1 + Math.random()))
  page.addEventListener('visibilitychange', look)
  addEventListener('online', () => {
    look()
    // The first try may come before the network does.
    setTimeout(look, 3_000)
  })
  // A page that nobody looked at asks first.
  setInterval(() => page.hidden || asking || showAge(page, confirmedAt, isKept), 10_000)
  setTimeout(look, 2_000 * Math.random())
  goOn()
}

interface Now {
  event: number
  /** How old the answer was when it was given, ms. */
  age: number
  /** How far the server's clock is ahead of the reader's, ms: many a reader's clock is wrong. */
  ahead: number
}

async function ask(): Promise<Now> {
  const response = await fetch('/now.json', { cache: 'no-cache', signal: AbortSignal.timeout(15_000) })
  const { event, at } = await response.json()
  const answeredAt = Date.parse(response.headers.get('date') ?? '') || Date.now()
  const age = answeredAt - Date.parse(at)
  if (!response.ok || Number.isNaN(age)) throw new Error('no news')
  return { event, age, ahead: answeredAt - Date.now() }
}

/** A promise that passed by since the page was fetched shows differently now, without any event. */
function duePassed(page: Document, since: number, now: number): boolean {
  return [...page.querySelectorAll<HTMLElement>('[data-due]')].some(({ dataset }) => {
    const due = Number(dataset.due) + 5_000
    return due > since && due < now
  })
}

/** Resolves to whether the page had changed. */
async function refresh(page: Document, main: HTMLElement): Promise<boolean> {
  const response = await fetch(location.href, { cache: 'no-cache', signal: AbortSignal.timeout(15_000) })
  if (!response.ok) throw new Error('no page')
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html')
  const made = fresh.querySelector<HTMLElement>('main')?.dataset.made
  if (!made || Number(made) <= Number(main.dataset.made)) return false
  // A duplicate: what is told from now on is told elsewhere, and the page as loaded anew leads there.
  if (fresh.querySelector('meta[http-equiv=refresh]')) location.reload()
  main.dataset.made = made
  page.title = fresh.title
  takeIcon(page, fresh)
  const before = newsOf(page)
  const focused = page.activeElement
  for (const old of page.querySelectorAll('[data-live]')) {
    const now = fresh.getElementById(old.id)
    if (!now) continue
    showYourTimes(now)
    morph(old, now)
  }
  if (focused && !focused.isConnected) focusAnother(main, focused.getAttribute('href'))
  tell(page, before)
  return true
}

/** A link that went away may stand elsewhere now, as that of an incident which has ended. */
function focusAnother(main: HTMLElement, href: string | null): void {
  if (href) main.querySelector<HTMLElement>(`[href="${CSS.escape(href)}"]`)?.focus({ preventScroll: true })
}

/** The icon of the tab carries the state. */
function takeIcon(page: Document, fresh: Document): void {
  const [icon, now] = [page, fresh].map((of) => of.querySelector('link[rel=icon]'))
  const href = now?.getAttribute('href')
  if (icon && href && icon.getAttribute('href') !== href) icon.setAttribute('href', href)
}

/** What there is to be heard, by what it is about. */
function newsOf(page: Document): Map<string, string> {
  const heard = [...page.querySelectorAll<HTMLElement>('[data-news]')]
  return new Map([
    ...heard.map((one) => [one.dataset.news ?? '', one.textContent] as const),
    ['', page.querySelector('h1')?.textContent.trim() ?? ''],
  ])
}

/** Reads out what is otherwise than before; the heading only where that says no more. */
function tell(page: Document, before: Map<string, string>): void {
  const changed = [...newsOf(page)].filter(([of, said]) => before.get(of) !== said)
  const about = changed.filter(([of]) => of)
  const told = (about.length > 0 ? about : changed).map(([, said]) => said).join(' ')
  const news = page.getElementById('news')
  if (news && told) news.textContent = told
}

/** Of when the worker's copy is that is shown in place of the page; null for the page itself. */
function keptAt(page: Document): number | null {
  return Number(page.getElementById('stale')?.dataset.keptAt) || null
}

/** What the worker's copy said of itself is over. */
function sayBack(page: Document): void {
  const stale = page.getElementById('stale')
  const news = page.getElementById('news')
  if (!stale) return
  delete stale.dataset.keptAt
  stale.hidden = true
  if (news) news.textContent = `${stale.dataset.back ?? ''} ${news.textContent}`.trim()
}

/** Says once that the page may be old, and beside the time it was made when that was last checked. */
function showAge(page: Document, confirmedAt: number, isKept: boolean): void {
  const minutes = Math.floor((Date.now() - confirmedAt) / 60_000)
  const texts = page.getElementById('checked')?.dataset
  const checked = minutes < 1 ? texts?.now : texts?.ago?.replace('{minutes}', String(minutes))
  for (const place of page.querySelectorAll('.checked')) {
    if (place.textContent !== checked) place.textContent = checked ?? ''
  }
  const stale = page.getElementById('stale')
  // The worker has said it already.
  if (!stale || isKept) return
  const old = minutes >= OLD
  if (old === !stale.hidden) return
  stale.hidden = !old
  stale.textContent = old ? (stale.dataset.text ?? '').replace('{time}', clockOf(confirmedAt)) : ''
}

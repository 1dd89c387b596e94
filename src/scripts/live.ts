/**
 * Keeps an open page true: asks `/now.json` once in a while, takes over what changed, and says so when the page can no
 * longer be sure of itself. Only elements marked `data-live` change, so that a form being filled in stays as it is.
 */
import { morph } from './morph.ts'
import { showYourTimes } from './times.ts'

const PAUSE = 30_000
const OLD = 5 * 60_000

export function follow(page: Document): void {
  const main = page.querySelector<HTMLElement>('main[data-event]')
  if (!main) return
  let seen = Number(main.dataset.event)
  let fetchedAt = Date.now()
  let confirmedAt = Date.now()
  let doubted = seen
  let asking = false

  const look = async () => {
    if (asking || page.hidden) return
    asking = true
    try {
      const now = await ask()
      confirmedAt = Date.now() - now.age
      if (now.event > seen || duePassed(page, fetchedAt, Date.now() + now.ahead)) {
        fetchedAt = Date.now() + now.ahead
        const changed = await refresh(page, main)
        // An unchanged answer may be an old one, out of a shared cache on the way: what is seen twice is believed.
        if (changed || doubted === now.event) seen = Math.max(seen, now.event)
        doubted = now.event
      }
    } catch {
      // Offline, or the site is being served without its program: the age below says what that means.
    }
    asking = false
    showAge(page, Date.now() - confirmedAt)
  }
  const again = () => setTimeout(() => look().finally(again), PAUSE * (1 + Math.random()))
  page.addEventListener('visibilitychange', look)
  page.defaultView?.addEventListener('online', look)
  setTimeout(look, 2_000 * Math.random())
  again()
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
  return { event: Number(event), age, ahead: answeredAt - Date.now() }
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
  const focused = page.activeElement
  for (const old of page.querySelectorAll('[data-live]')) {
    const now = fresh.getElementById(old.id)
    if (!now) continue
    showYourTimes(now)
    morph(old, now)
  }
  if (focused && !focused.isConnected) focusAnother(main, focused.getAttribute('href'))
  const news = page.getElementById('news')
  const heading = page.querySelector('h1')?.textContent ?? ''
  if (news) news.textContent = (news.dataset.text ?? '').replace('{heading}', () => heading)
  return true
}

/** A link that went away may stand elsewhere now, as that of an incident which has ended. */
function focusAnother(main: HTMLElement, href: string | null): void {
  if (href) main.querySelector<HTMLElement>(`[href="${CSS.escape(href)}"]`)?.focus({ preventScroll: true })
}

function showAge(page: Document, age: number): void {
  const stale = page.getElementById('stale')
  if (!stale) return
  stale.hidden = age < OLD
  stale.textContent = age < OLD ? '' : (stale.dataset.text ?? '').replace('{minutes}', String(Math.floor(age / 60_000)))
}

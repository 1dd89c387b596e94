/**
 * The board follows what happens, without being loaded anew: also after the network was gone. So does any other page that
 * names its own stream, until it says that all is over.
 */
import { morph } from '../morph.ts?own'
import { clockOf, showYourTimes } from '../times.ts?own'
import { count, overdueBetween } from './countdown.ts'
import { serverNow, setServerTime } from './server-time.ts'

/** After so long it is tried again; milliseconds. */
const AGAIN = 5_000
/** An answer that takes longer than this does not come. */
const PATIENCE = 15_000
/** The stream beats more often than this: where it does not, the network is gone, though nobody says so. */
const SILENCE = 40_000

const live = document.getElementById('live') as HTMLElement
const state = document.getElementById('state') as HTMLElement
const ended = document.getElementById('ended') as HTMLElement
const stream = live.dataset.stream ?? '/staff/changes'
const page = stream.replace(/changes$/, '') + (live.dataset.stream ? location.search : '')
let source: EventSource | undefined
/** When the stream was heard last, and the page taken last. */
let heard = Date.now()
let taken = Date.now()
/** Since when it is not live. */
let since: number | null = null
/** Signed out, or of another role: nothing is asked for any more. */
let isOver = false
let seen = serverNow()
let timer: ReturnType<typeof setTimeout> | undefined
let loading: Promise<void> | undefined
/** Counts up with each answer that was asked for: one that was overtaken is not shown. */
let asked = 0

function say(isLive: boolean): void {
  if (isLive) since = null
  else since ??= Date.now()
  const { live: yes = '', notLive: no = '' } = state.dataset
  show(isLive ? yes : no.replace('{time}', clockOf(since ?? Date.now())), isLive)
}

function show(text: string, isGood: boolean): void {
  state.hidden = false
  state.className = `state ${isGood ? 'operational' : 'major_outage'}`
  if (state.textContent !== text) state.textContent = text
}

function hear(): void {
  heard = Date.now()
}

/** Opens the stream anew. */
function open(): void {
  clearTimeout(timer)
  source?.close()
  if (document.hidden || isOver || hasEnded()) return
  hear()
  source = new EventSource(stream)
  source.onopen = () => {
    hear()
    say(true)
  }
  source.addEventListener('beat', hear)
  source.addEventListener('changed', ({ data }) => {
    hear()
    if (data.split('/')[0] !== live.dataset.mark) load().catch(lost)
  })
  source.onerror = lost
}

/** The stream ended, or an answer did not come. A browser comes again by itself, unless it was refused. */
function lost(): void {
  if (isOver) return
  if (source?.readyState === EventSource.OPEN) source.close()
  clearTimeout(timer)
  timer = setTimeout(() => again(), source?.readyState === EventSource.CONNECTING ? AGAIN / 2 : AGAIN)
  // A stream that ends in its time is open again before anybody needs to know.
  if (source?.readyState === EventSource.CLOSED) say(false)
}

function again(isSilent = false): void {
  if (isOver) return
  if (source?.readyState === EventSource.OPEN && !isSilent) return
  hear()
  source?.close()
  say(false)
  load().then(open, lost)
}

/** Takes the page as it is now; one at a time. */
function load(): Promise<void> {
  loading ??= request(page, {}).finally(() => {
    loading = undefined
  })
  return loading
}

async function request(url: string, options: RequestInit): Promise<void> {
  const mine = ++asked
  const response = await fetch(url, { ...options, cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) })
  if (response.status === 401) {
    const { code } = await response.json().catch(() => ({}))
    return end(code === 'account_disabled' ? ended.dataset.disabled : ended.dataset.text)
  }
  if (response.status === 403) return end(ended.dataset.barred)
  if (!response.headers.get('content-type')?.includes('text/html')) throw new Error(`${response.status}`)
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html')
  const now = fresh.getElementById('live')
  if (!now) throw new Error('not the board')
  if (isOver) resume()
  if (mine === asked) take(now)
  const done = fresh.querySelector('[data-told]')?.textContent
  const news = document.getElementById('news')
  if (done && news) news.textContent = done
}

function take(now: HTMLElement): void {
  taken = Date.now()
  setServerTime(Number(now.dataset.made))
  showYourTimes(now)
  count(now, live.dataset)
  morph(live, now)
  for (const form of live.querySelectorAll<HTMLFormElement>('form[data-sent]')) delete form.dataset.sent
  live.querySelector<HTMLElement>('.faults')?.focus()
  if (hasEnded()) stop()
}

/** Nothing of what the page shows will change any more. */
const hasEnded = () => 'over' in live.dataset

function stop(): void {
  clearTimeout(timer)
  source?.close()
  source = undefined
  state.hidden = true
}

/** Signed out or barred, here or elsewhere: nothing of the page is taken away, and nothing more is asked for. */
function end(why = ''): void {
  source?.close()
  clearTimeout(timer)
  isOver = true
  state.hidden = true
  const text = ended.querySelector('span')
  ended.hidden = false
  if (text) text.textContent = why.replace('{time}', clockOf(taken))
}

/** Signed in again, in another window. */
function resume(): void {
  isOver = false
  ended.hidden = true
}

addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement
  if (!('inPlace' in form.dataset)) return
  event.preventDefault()
  const body = new URLSearchParams(new FormData(form) as never)
  request(form.action, { method: 'POST', body }).catch(() => {
    delete form.dataset.sent
    show(state.dataset.notSent ?? '', false)
    lost()
  })
})

function tick(): void {
  if (document.hidden) return
  const now = serverNow()
  count(live, live.dataset, now)
  const overdue = overdueBetween(live, seen, now)
  seen = now
  if (source && Date.now() - heard > SILENCE) again(true)
  if (overdue.length === 0 || isOver) return
  const news = document.getElementById('news')
  if (news) news.textContent = overdue.join(' ')
  load().catch(lost)
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    clearTimeout(timer)
    source?.close()
  } else load().then(open, lost)
})
addEventListener('online', () => source && again())
addEventListener('offline', () => {
  if (!source) return
  source.close()
  lost()
})
addEventListener('pagehide', () => source?.close())

setServerTime(Number(live.dataset.made))
showYourTimes(live)
tick()
setInterval(tick, 1_000)
open()

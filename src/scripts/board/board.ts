/** The board follows what happens, without being loaded anew: also after the network was gone. */
import { morph } from '../morph.ts?own'
import { clockOf, showYourTimes } from '../times.ts?own'
import { count, overdueBetween } from './countdown.ts'
import { serverNow, setServerTime } from './server-time.ts'

/** After so long it is tried again; milliseconds. */
const AGAIN = 5_000
/** An answer that takes longer than this does not come. */
const PATIENCE = 15_000
/** What no change announces, such as a message that arrived, is seen after so long. */
const ANYWAY = 300_000

const live = document.getElementById('live') as HTMLElement
const state = document.getElementById('state') as HTMLElement
let source: EventSource | undefined
let since: number | null = null
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

/** Opens the stream anew. */
function open(): void {
  clearTimeout(timer)
  source?.close()
  if (document.hidden) return
  source = new EventSource('/staff/changes')
  source.onopen = () => say(true)
  source.addEventListener('changed', ({ data }) => {
    if (data !== live.dataset.mark) load().catch(lost)
  })
  source.onerror = lost
}

/** The stream ended, or an answer did not come. A browser comes again by itself, unless it was refused. */
function lost(): void {
  if (source?.readyState === EventSource.OPEN) source.close()
  clearTimeout(timer)
  timer = setTimeout(again, source?.readyState === EventSource.CONNECTING ? AGAIN / 2 : AGAIN)
  // A stream that ends in its time is open again before anybody needs to know.
  if (source?.readyState === EventSource.CLOSED) say(false)
}

function again(): void {
  if (source?.readyState === EventSource.OPEN) return
  say(false)
  load().then(open, lost)
}

/** Takes the page as it is now; one at a time. */
function load(): Promise<void> {
  loading ??= request('/staff/', {}).finally(() => {
    loading = undefined
  })
  return loading
}

async function request(url: string, options: RequestInit): Promise<void> {
  const mine = ++asked
  const response = await fetch(url, { ...options, cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) })
  if (response.status === 401) return end()
  if (!response.headers.get('content-type')?.includes('text/html')) throw new Error(`${response.status}`)
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html')
  const now = fresh.getElementById('live')
  if (!now) throw new Error('not the board')
  if (mine === asked) take(now)
}

function take(now: HTMLElement): void {
  setServerTime(Number(now.dataset.made))
  showYourTimes(now)
  count(now, live.dataset)
  morph(live, now)
  for (const form of live.querySelectorAll<HTMLFormElement>('form[data-sent]')) delete form.dataset.sent
  live.querySelector<HTMLElement>('.faults')?.focus()
}

/** Signed out, here or elsewhere: nothing of the page is taken away. */
function end(): void {
  source?.close()
  clearTimeout(timer)
  clearInterval(anyway)
  source = undefined
  state.hidden = true
  const notice = document.getElementById('ended') as HTMLElement
  const text = notice.querySelector('span')
  if (!notice.hidden || !text) return
  notice.hidden = false
  text.textContent = notice.dataset.text ?? ''
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
  if (overdue.length === 0) return
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
const anyway = setInterval(() => {
  if (!document.hidden) load().catch(lost)
}, ANYWAY)
open()

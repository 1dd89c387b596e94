/** Browser push, offered in forms that say what to follow. Permission is asked only after a click on the button. */
import './own-zone.ts'
import { keepGeneral, keepToken, readToken } from './push-token.ts'

const supported = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
/** Safari on iPhone and iPad offers push only to a page on the Home Screen; there it is `true`. */
const needsHomeScreen = !supported && Reflect.get(navigator, 'standalone') === false

for (const form of document.querySelectorAll('form')) form.addEventListener('change', keepChoiceClear)
for (const box of document.querySelectorAll<HTMLElement>('[data-push]')) {
  box.hidden = false
  offer(box)
}

/** "Everything" and single things exclude each other: the one ticked last counts. */
function keepChoiceClear(event: Event): void {
  const { target } = event
  if (!(target instanceof HTMLInputElement) || !['scope', 'follow'].includes(target.name)) return
  if (!target.checked) {
    // Not everything: then some of what is folded.
    if (target.value === 'all') target.form?.querySelector('details')?.setAttribute('open', '')
    return
  }
  for (const other of target.form?.querySelectorAll<HTMLInputElement>(`[name=${target.name}]`) ?? []) {
    if ((other.value === 'all') !== (target.value === 'all')) other.checked = false
  }
}

/** Puts the answer to the form of one thing in its place. What cannot be right is sent as without a script, and so is all if that fails. */
for (const form of [...document.forms].filter((one) => one.closest('.follow'))) {
  form.addEventListener('submit', async (event) => {
    const given = new FormData(form, event.submitter)
    const { value = '' } = form.querySelector<HTMLInputElement>('[type=email]') ?? {}
    if (given.has('by') || !/@.+\../.test(value)) return
    event.preventDefault()
    const body = new URLSearchParams([...given].map(([name, value]) => [name, String(value)]))
    const answer = await fetch(form.action, { method: 'POST', body, signal: patience() }).catch(() => null)
    const page = new DOMParser().parseFromString((await answer?.text()) ?? '', 'text/html')
    const letter = answer?.ok && page.querySelector<HTMLElement>('.letter')
    if (letter) showAnswer(form, letter)
    else form.submit()
  })
}

function showAnswer(form: HTMLFormElement, letter: HTMLElement): void {
  const heading = document.createElement('h3')
  heading.append(...(letter.querySelector('h1')?.childNodes ?? []))
  letter.querySelector('h1')?.replaceWith(heading)
  letter.querySelector('.home')?.remove()
  letter.classList.remove('card', 'narrow')
  letter.tabIndex = -1
  form.replaceWith(letter)
  letter.focus()
}

function offer(box: HTMLElement): void {
  const button = box.querySelector('button')
  if (!button) return
  // Who chooses something else may press it again.
  box.closest('form')?.addEventListener('change', () => box.classList.remove('done'))
  if (!supported || Notification.permission === 'denied') {
    for (const element of [button, box.querySelector('p')]) element?.setAttribute('hidden', '')
    const reason = reasonAgainst()
    if (reason === 'ios') box.querySelector('.install')?.removeAttribute('hidden')
    else say(box, reason)
    return
  }
  readToken().then((token) => {
    if (!token || Notification.permission !== 'granted') return
    showManage(box, token)
    leaveGeneral(box).catch(() => {})
  })
  button.addEventListener('click', async () => {
    button.disabled = true
    box.querySelector('.other')?.setAttribute('hidden', '')
    const outcome = await subscribe(box).catch(faultNamed)
    say(box, outcome)
    box.classList.toggle('done', outcome === 'done')
    if (outcome === 'done') box.querySelector<HTMLElement>('.manage')?.focus()
    if (outcome !== 'done' && outcome !== 'nothing') box.querySelector('.other')?.removeAttribute('hidden')
    button.disabled = false
  })
}

/** Why this browser shows no notifications here; the insecure address first, since it hides everything else. */
function reasonAgainst(): string {
  if (!isSecureContext) return 'insecure'
  return needsHomeScreen ? 'ios' : supported ? 'denied' : 'unsupported'
}

/** So long is anybody waited for: the reader, the browser, its push service, and the server. Milliseconds. */
const PATIENCE = 20_000

/** Resolves to the name of the text to show. */
async function subscribe(box: HTMLElement): Promise<string> {
  const form = new FormData(box.closest('form') ?? undefined)
  const scopes = form.getAll('scope').map(String)
  const kinds = form.getAll('kinds').map(String)
  if (scopes.length === 0 || kinds.length === 0) return 'nothing'
  say(box, 'asking')
  const permission = await within(Notification.requestPermission(), AbortSignal.timeout(PATIENCE)).catch(
    () => 'default',
  )
  if (permission !== 'granted') return permission === 'denied' ? 'denied' : 'unanswered'
  say(box, 'busy')
  const signal = patience()
  const subscription = await within(subscribeBrowser(box), signal)
  let token = ''
  const narrower = scopes.filter((scope) => scope !== 'all')
  // "Everything, unless you choose": as the server reads the form.
  for (const scope of narrower.length > 0 ? narrower : scopes) {
    token = await post(box, { subscription, scope, kinds, signal })
  }
  await keepToken(token, subscription.endpoint, serverKeyOf(box))
  await leaveGeneral(box)
  showManage(box, token)
  return 'done'
}

/** Ends once nobody would wait any longer. */
function patience(): AbortSignal {
  const waiting = new AbortController()
  setTimeout(() => waiting.abort(new DOMException('', 'TimeoutError')), PATIENCE)
  return waiting.signal
}

/** What comes of something that may never answer; throws once the time is up. */
function within<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
    answer.then(resolve, reject)
  })
}

/** The name of the text that says what went wrong. */
function faultNamed(error: unknown): string {
  if (!navigator.onLine) return 'offline'
  return error instanceof DOMException && error.name === 'TimeoutError' ? 'silent' : 'failed'
}

async function subscribeBrowser(box: HTMLElement): Promise<PushSubscription> {
  await navigator.serviceWorker.register('/sw.js')
  const { pushManager } = await navigator.serviceWorker.ready
  const options = { userVisibleOnly: true, applicationServerKey: serverKeyOf(box) }
  return pushManager.subscribe(options).catch(async () => {
    // An older subscription under other keys stands in the way.
    await (await pushManager.getSubscription())?.unsubscribe()
    return pushManager.subscribe(options)
  })
}

interface Wish {
  subscription: PushSubscription
  scope: string
  kinds: string[]
  signal: AbortSignal
}

async function post(box: HTMLElement, { subscription, scope, kinds, signal }: Wish): Promise<string> {
  const [type, id] = scope.split(':')
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const { channel, locale } = box.dataset
  const body = { channel, subscription, scope: id ? { type, id } : { type }, kinds, locale, timeZone }
  const answer = await send('POST', '/api/v1/subscriptions', body, signal)
  return String(answer.token)
}

function leaveGeneral({ dataset: { title = '', body = '', locale = '', home = '' } }: HTMLElement): Promise<void> {
  return keepGeneral({ title, body, lang: locale, navigate: home })
}

function serverKeyOf(box: HTMLElement): string {
  return box.dataset.push ?? ''
}

async function send(method: string, url: string, body: unknown, signal: AbortSignal): Promise<{ token?: string }> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method, headers, body: JSON.stringify(body), signal })
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status}`)
  return response.json()
}

function say(box: HTMLElement, what: string): void {
  const status = box.querySelector('[role=status]')
  if (status) status.textContent = box.dataset[what] ?? ''
}

function showManage(box: HTMLElement, token: string): void {
  const link = box.querySelector<HTMLAnchorElement>('.manage')
  if (!link) return
  link.href = `/manage/${token}`
  link.hidden = false
}

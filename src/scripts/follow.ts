/** Browser push, offered in forms that say what to follow. Permission is asked only after a click on the button. */
import { PATIENCE, patience } from './follow/patience.ts'
import { sendInPlace } from './follow/send.ts'
import { timeZone } from './own-zone.ts'
import { keepGeneral, keepToken, readToken } from './push-token.ts'

const supported = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
/** Safari on iPhone and iPad offers push only to a page on the Home Screen; there it is `true`. */
const needsHomeScreen = !supported && Reflect.get(navigator, 'standalone') === false

document.addEventListener('change', keepChoiceClear)
for (const form of document.querySelectorAll<HTMLFormElement>('[action="/subscribe/"]')) sendInPlace(form)
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
    box.querySelector('.other')?.toggleAttribute('hidden', outcome === 'done' || outcome === 'nothing')
    button.disabled = false
  })
}

/** Why this browser shows no notifications here; the insecure address first, since it hides everything else. */
function reasonAgainst(): string {
  if (!isSecureContext) return 'insecure'
  return needsHomeScreen ? 'ios' : supported ? 'denied' : 'unsupported'
}

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
  const { channel, locale } = box.dataset
  const body = { channel, subscription, scope: id ? { type, id } : { type }, kinds, locale, timeZone }
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch('/api/v1/subscriptions', { method: 'POST', headers, body: JSON.stringify(body), signal })
  if (!answer.ok) throw new Error(`${answer.status}`)
  return (await answer.json()).token
}

function leaveGeneral({ dataset: { title = '', body = '', locale = '', home = '' } }: HTMLElement): Promise<void> {
  return keepGeneral({ title, body, lang: locale, navigate: home })
}

function serverKeyOf(box: HTMLElement): string {
  return box.dataset.push ?? ''
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

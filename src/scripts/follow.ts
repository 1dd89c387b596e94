/** Browser push, offered in forms that say what to follow. Permission is asked only after a click on the button. */
import { keepGeneral, keepToken, readToken, wasToldOf } from './push-token.ts'

const supported = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
/** Safari on iPhone and iPad offers push only to a page on the Home Screen. */
const needsHomeScreen = !supported && 'standalone' in navigator

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

function offer(box: HTMLElement): void {
  const button = box.querySelector('button')
  if (!button) return
  if (!supported || Notification.permission === 'denied') {
    for (const element of [button, box.querySelector('p')]) element?.setAttribute('hidden', '')
    say(box, needsHomeScreen ? 'ios' : supported ? 'denied' : 'unsupported')
    return
  }
  readToken().then((token) => {
    if (!token || Notification.permission !== 'granted') return
    showManage(box, token)
    leaveGeneral(box).catch(() => {})
    // Browsers renew subscriptions, and may forget to tell the worker.
    refreshSubscription(box, token).catch(() => {})
  })
  button.addEventListener('click', async () => {
    button.disabled = true
    say(box, await subscribe(box).catch(() => 'failed'))
    button.disabled = false
  })
}

/** Resolves to the name of the text to show. */
async function subscribe(box: HTMLElement): Promise<string> {
  const form = new FormData(box.closest('form') ?? undefined)
  const scopes = form.getAll('scope').map(String)
  const kinds = form.getAll('kinds').map(String)
  if (scopes.length === 0 || kinds.length === 0) return 'nothing'
  if ((await Notification.requestPermission()) !== 'granted') return 'denied'
  say(box, 'busy')
  const subscription = await subscribeBrowser(box)
  let token = ''
  // "Everything" includes the rest.
  for (const scope of scopes.includes('all') ? ['all'] : scopes) token = await post(box, subscription, scope, kinds)
  await keepToken(token, subscription.endpoint, serverKeyOf(box))
  await leaveGeneral(box)
  showManage(box, token)
  return 'done'
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

async function post(box: HTMLElement, subscription: PushSubscription, scope: string, kinds: string[]): Promise<string> {
  const [type, id] = scope.split(':')
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const { channel, locale } = box.dataset
  const body = { channel, subscription, scope: id ? { type, id } : { type }, kinds, locale, timeZone }
  const answer = await send('POST', '/api/v1/subscriptions', body)
  return String(answer.token)
}

async function refreshSubscription(box: HTMLElement, token: string): Promise<void> {
  const subscription = await subscribeBrowser(box)
  if (wasToldOf(subscription.endpoint)) return
  await send('PATCH', `/api/v1/subscriptions/${token}`, { subscription })
  await keepToken(token, subscription.endpoint, serverKeyOf(box))
}

function leaveGeneral({ dataset: { title = '', body = '', locale = '' } }: HTMLElement): Promise<void> {
  return keepGeneral({ title, body, lang: locale })
}

function serverKeyOf(box: HTMLElement): string {
  return box.dataset.push ?? ''
}

async function send(method: string, url: string, body: unknown): Promise<{ token?: string }> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, {
    method,
    headers,
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  })
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status}`)
  return response.json()
}

function say(box: HTMLElement, what: string): void {
  const status = box.querySelector('[role=status]')
  if (status) status.textContent = box.dataset[what] ?? ''
}

function showManage(box: HTMLElement, token: string): void {
  const link = box.querySelector('a')
  if (!link) return
  link.href = `/manage/${token}`
  link.hidden = false
}

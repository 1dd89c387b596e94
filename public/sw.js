/* Signalpost's service worker: shows notifications, and keeps their subscription alive. It has no words of its own. */

importScripts('/sw-pages.js')

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('push', (event) => {
  event.waitUntil(show(read(event.data)))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data?.navigate))
})

self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(inTurn(() => renew(event)))
})

self.addEventListener('message', (event) => {
  event.waitUntil(inTurn(() => lookAfter(event)))
})

/** The declarative payload, or null. Every push must show something, so nothing may throw here. */
function read(data) {
  try {
    return titled(data.json().notification)
  } catch {
    return null
  }
}

function titled(notification) {
  return typeof notification?.title === 'string' && notification.title ? notification : null
}

/** What the page left to show for a message that cannot be read; without it the site's address, which needs no language. */
async function general() {
  const address = { title: new URL(self.location.origin).host }
  try {
    return titled(await (await kept('/push-general'))?.json()) ?? address
  } catch {
    return address
  }
}

/** What the page left here. */
async function kept(name) {
  return (await caches.open('signalpost')).match(name)
}

async function show(notification) {
  const { title, ...options } = notification ?? (await general())
  await self.registration.showNotification(title, {
    body: text(options.body),
    lang: text(options.lang),
    dir: ['ltr', 'rtl'].includes(options.dir) ? options.dir : 'auto',
    // One notification per incident: the next replaces it, and is heard again.
    tag: text(options.tag) || 'signalpost',
    renotify: true,
    icon: '/icon-192.png',
    badge: '/badge.png',
    timestamp: Number(options.timestamp) || Date.now(),
    data: { navigate: ownUrl(options.navigate) },
  })
}

function text(value) {
  return typeof value === 'string' ? value : ''
}

/** Only our own pages are ever opened. */
function ownUrl(value) {
  try {
    const url = new URL(text(value) || '/', self.location.origin)
    return url.origin === self.location.origin ? url.href : `${self.location.origin}/`
  } catch {
    return `${self.location.origin}/`
  }
}

/** Brings the page to the front if it is open somewhere, else opens it. */
async function open(navigate) {
  const target = ownUrl(navigate)
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const same = windows.find((client) => client.url.split('#')[0] === target.split('#')[0])
  return same ? same.focus() : self.clients.openWindow(target)
}

/* The subscription: the page has left the token that moves it, the key it is under, and what the backend was told. */

/** The backend forgets browsers that it has not heard of for long. */
const TELL_AGAIN = 30 * 86_400_000
/** One at a time: of two tabs, the second finds it done. */
let turn = Promise.resolve()

function inTurn(work) {
  const mine = turn.then(work)
  turn = mine.catch(() => {})
  return mine
}

/** A page is open, made for this key of the installation. It is told whether this browser hears of what it follows. */
async function lookAfter({ data, source }) {
  const key = data?.key
  const token = key && (await textOf('/push-token'))
  if (!token || Notification.permission !== 'granted') return
  const { endpoint: told, at } = await toldLast()
  let endpoint
  let status
  try {
    const subscription = await subscribeUnder(key)
    endpoint = subscription.endpoint
    await leave('/push-key', key)
    if (endpoint !== told || Math.abs(Date.now() - at) > TELL_AGAIN) status = await move(token, subscription)
  } catch {
    // Tried again on the next visit.
  }
  if (status === 404) await (await caches.open('signalpost')).delete('/push-token')
  // What the backend knows of already is heard, although it could not be told again.
  const isHeard = endpoint !== undefined && (status === 200 || endpoint === told)
  source.postMessage({ subscription: status === 404 ? 'gone' : isHeard ? 'kept' : 'failed' })
}

/** Some browsers hand over the new subscription, some the old one only, some none; the page left us what it takes. */
async function renew({ newSubscription, oldSubscription }) {
  const token = await textOf('/push-token')
  if (!token) return
  const key = (await textOf('/push-key')) ?? oldSubscription?.options.applicationServerKey
  const subscription = newSubscription ?? (key && (await subscribeUnder(key)))
  if (subscription) await move(token, subscription)
}

/** The subscription under this key, a new one if need be: one under another key hears nothing any more. */
async function subscribeUnder(applicationServerKey) {
  const { pushManager } = self.registration
  const options = { userVisibleOnly: true, applicationServerKey }
  const known = await pushManager.getSubscription()
  if (known && isUnderOther(known, applicationServerKey)) await known.unsubscribe()
  return pushManager.subscribe(options).catch(async () => {
    // Not every browser says under which key the older one is that stands in the way.
    await (await pushManager.getSubscription())?.unsubscribe()
    return pushManager.subscribe(options)
  })
}

function isUnderOther({ options }, key) {
  const its = options?.applicationServerKey
  if (!its || typeof key !== 'string') return false
  const text = btoa(String.fromCharCode(...new Uint8Array(its)))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') !== key.replaceAll('=', '')
}

/** What is followed moves to this subscription. Resolves to the backend's status. */
async function move(token, subscription) {
  const { status } = await fetch(`/api/v1/subscriptions/${token}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ subscription }),
  })
  if (status === 200) await leave('/push-told', JSON.stringify({ endpoint: subscription.endpoint, at: Date.now() }))
  return status
}

async function toldLast() {
  return JSON.parse((await textOf('/push-told')) ?? '{}')
}

async function textOf(name) {
  return (await kept(name))?.text()
}

async function leave(name, text) {
  await (await caches.open('signalpost')).put(name, new Response(text))
}

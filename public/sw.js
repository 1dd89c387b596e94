/* Signalpost's service worker: shows notifications, and keeps their subscription alive. It caches no pages. */

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
  event.waitUntil(renew(event))
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

/** Some browsers hand over the new subscription, some the old one only, some none; the page left us what it takes. */
async function renew(event) {
  const textOf = async (name) => (await kept(name))?.text()
  const token = await textOf('/push-token')
  if (!token) return
  const subscription = event.newSubscription ?? (await subscribeAgain(event.oldSubscription, await textOf('/push-key')))
  if (!subscription) return
  await fetch(`/api/v1/subscriptions/${token}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ subscription }),
  })
}

async function subscribeAgain(old, applicationServerKey) {
  const { pushManager } = self.registration
  const known = old ?? (await pushManager.getSubscription())
  const options = known?.options ?? (applicationServerKey && { userVisibleOnly: true, applicationServerKey })
  return options && pushManager.subscribe(options)
}

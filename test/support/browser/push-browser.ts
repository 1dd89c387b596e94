import type { Page } from 'playwright-core'
import { eventually } from '../eventually.ts'
import type { Browser } from '../outside/index.ts'

interface Shown {
  title: string
  body: string
  tag: string
  data: { navigate: string }
}

/**
 * Stands in for what lies outside the page: the browser's maker, whose push service gives out subscriptions, and the
 * user, who allows notifications when asked. To be called before the page is opened.
 */
export async function standInForPush(page: Page, { subscription }: Browser): Promise<void> {
  await page.context().grantPermissions(['notifications'])
  await page.addInitScript((given) => {
    let permission: NotificationPermission = 'default'
    Object.defineProperty(Notification, 'permission', { get: () => permission })
    Notification.requestPermission = async () => {
      permission = 'granted'
      return permission
    }
    let current: PushSubscription | null = null
    const fake: PushSubscription = Object.defineProperties(Object.create(PushSubscription.prototype), {
      endpoint: { value: given.endpoint },
      toJSON: { value: () => given },
      unsubscribe: { value: async () => true },
    })
    PushManager.prototype.getSubscription = async () => current
    PushManager.prototype.subscribe = async () => {
      current = fake
      return fake
    }
  }, subscription)
}

/** The page was put on the Home Screen, and opened from there. */
export async function installed(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { matchMedia } = window
    window.matchMedia = (query) =>
      query === '(display-mode:standalone)' ? matchMedia('all') : matchMedia.call(window, query)
  })
}

/**
 * Stands in for the same browser where its worker asks: it is subscribed under this key, and gives an endpoint of its own
 * (`-2`, `-3`) to each other one.
 */
export async function standInForRenewal(page: Page, { subscription }: Browser, key: string): Promise<void> {
  const worker = await eventually(() => page.context().serviceWorkers()[0])
  await eventually(async () => (await worker.evaluate(isActivated)) || undefined)
  await worker.evaluate(
    ({ given, first }) => {
      Object.defineProperty(Notification, 'permission', { get: () => 'granted' })
      const known = [first]
      let current: string | null = first
      const bytesOf = (text: string) => {
        const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
        return Uint8Array.from(binary, (one) => one.charCodeAt(0)).buffer
      }
      const under = (one: string) => {
        const number = known.indexOf(one) + 1
        const endpoint = number === 1 ? given.endpoint : `${given.endpoint}-${number}`
        const unsubscribe = async () => {
          current = null
          return true
        }
        const its = { ...given, endpoint }
        return { ...its, options: { applicationServerKey: bytesOf(one) }, unsubscribe, toJSON: () => its } as never
      }
      PushManager.prototype.getSubscription = async () => (current === null ? null : under(current))
      PushManager.prototype.subscribe = async (options) => {
        const wanted = String(options?.applicationServerKey)
        if (current !== null && current !== wanted) throw new DOMException('another key', 'InvalidStateError')
        if (!known.includes(wanted)) known.push(wanted)
        current = wanted
        return under(wanted)
      }
    },
    { given: subscription, first: key },
  )
}

/**
 * Hands a message to the page's service worker as the push service would.Resolves to the notifications that are shown
 * once something new is among them, in no particular order: browsers promise none.
 */
export async function deliverPush(page: Page, payload: unknown): Promise<Shown[]> {
  const worker = await eventually(() => page.context().serviceWorkers()[0])
  // A message to a worker that is still being activated is lost.
  await eventually(async () => (await worker.evaluate(isActivated)) || undefined)
  await worker.evaluate(standInForNotifications)
  const before = (await worker.evaluate(notifications)).map((one) => JSON.stringify(one))
  await send(page, JSON.stringify(payload))
  return eventually(async () => {
    const after = await worker.evaluate(notifications)
    return after.some((one) => !before.includes(JSON.stringify(one))) ? after : undefined
  })
}

/**
 * Runs in the worker. Without a desktop there is no place to show notifications: the headless shell refuses them, and a
 * whole browser drops one that is asked for at the wrong moment. Here they are kept as a system keeps them: one per tag,
 * the next replaces it.
 */
function standInForNotifications(): void {
  if (Reflect.has(self, 'shown')) return
  Object.defineProperty(Notification, 'permission', { get: () => 'granted' })
  const shown = new Map<string, Notification>()
  Object.assign(self, { shown })
  ServiceWorkerRegistration.prototype.showNotification = async (title, { body, tag, data } = {}) => {
    shown.set(tag ?? '', { title, body, tag, data } as Notification)
  }
  ServiceWorkerRegistration.prototype.getNotifications = async () => [...shown.values()]
}

/** The worker's own. */
declare const registration: ServiceWorkerRegistration

/** Runs in the worker. */
function isActivated(): boolean {
  return registration.active?.state === 'activated'
}

/** Runs in the worker. */
async function notifications(): Promise<Shown[]> {
  const shown = await registration.getNotifications()
  return shown.map(({ title, body, tag, data }) => ({ title, body, tag, data }))
}

async function send(page: Page, data: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const known = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [registration] = registrations
      if (registration) resolve(registration.registrationId)
    })
  })
  await devtools.send('ServiceWorker.enable')
  const origin = new URL(page.url()).origin
  await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await known, data })
  await devtools.detach()
}

import type { Page } from 'playwright-core'
import { eventually } from './eventually.ts'
import type { Browser } from './outside.ts'

export interface Shown {
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
  await page.addInitScript((given) => {
    let permission: NotificationPermission = 'default'
    Object.defineProperty(Notification, 'permission', { get: () => permission })
    Notification.requestPermission = async () => {
      permission = 'granted'
      return permission
    }
    let current: PushSubscription | null = null
    const fake = { ...given, toJSON: () => given, unsubscribe: async () => true } as unknown as PushSubscription
    PushManager.prototype.getSubscription = async () => current
    PushManager.prototype.subscribe = async () => {
      current = fake
      return fake
    }
  }, subscription)
}

/**
 * Hands a message to the page's service worker as the push service would. The headless browser has no place to show
 * notifications; this keeps them as a system does: one per tag, the next replaces it.
 */
export async function deliverPush(page: Page, payload: unknown): Promise<Shown[]> {
  const worker = await eventually(() => page.context().serviceWorkers()[0])
  await worker.evaluate(() => {
    const system = globalThis as unknown as { shown?: Map<string, object> }
    if (system.shown) return
    const shown = new Map<string, object>()
    system.shown = shown
    ServiceWorkerRegistration.prototype.showNotification = async (title, options = {}) => {
      const { body, tag, data } = options
      shown.set(tag ?? '', { title, body, tag, data })
    }
  })
  const shown = () =>
    worker.evaluate(() => [...(globalThis as unknown as { shown: Map<string, unknown> }).shown.values()])
  const before = JSON.stringify(await shown())
  await send(page, JSON.stringify(payload))
  return eventually(async () => {
    const after = await shown()
    return JSON.stringify(after) === before ? undefined : (after as Shown[])
  })
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

import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DESKTOP, withPage } from '../support/browser/browser.ts'
import { render } from '../support/site/pages.ts'
import { incident, NOW, pageContext, site as provider, views } from '../support/site/samples.ts'
import { type Host, host, nowJson } from '../support/site/serve.ts'

/** Stands in for the browser's push service and its question to the user; the rest is real. */
function pushService(answer: NotificationPermission): void {
  let permission: NotificationPermission = answer === 'denied' ? 'denied' : 'default'
  Object.defineProperty(Notification, 'permission', { get: () => permission })
  Notification.requestPermission = async () => {
    Object.assign(window, { asked: true })
    permission = answer
    return answer
  }
  PushManager.prototype.subscribe = async (options) => {
    Object.assign(window, { key: options?.applicationServerKey })
    const endpoint = 'https://push.example/device-1'
    const toJSON = () => ({ endpoint, keys: { p256dh: 'p', auth: 'a' } })
    return Object.create(PushSubscription.prototype, { endpoint: { value: endpoint }, toJSON: { value: toJSON } })
  }
}

/** One of those that have a part in it never answers. */
function silence(what: string): void {
  const never = () => new Promise<never>(() => {})
  if (what === 'question') Notification.requestPermission = never
  if (what === 'push service') PushManager.prototype.subscribe = never
  if (what === 'worker') Object.defineProperty(ServiceWorkerContainer.prototype, 'ready', { get: never })
  const { fetch } = window
  const silent = (signal: AbortSignal | null | undefined) =>
    new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
  if (what === 'server') {
    window.fetch = (url, options) => (options?.method === 'POST' ? silent(options.signal) : fetch(url, options))
  }
  if (what === 'connection') {
    Object.defineProperty(navigator, 'onLine', { get: () => false })
    window.fetch = async () => Promise.reject(new TypeError('Failed to fetch'))
  }
}

let site: Host
beforeEach(async () => {
  const subscribe = views['/subscribe/'] ?? incident
  site = await host({
    '/now.json': nowJson(41, NOW),
    '/subscribe/': await render(pageContext(subscribe, '/subscribe/')),
    '/incident/': await render(pageContext(incident, '/incident/')),
  })
})
afterEach(() => site.close())

async function visit(path: string, answer: NotificationPermission, use: (page: Page) => Promise<void>): Promise<void> {
  await withPage(DESKTOP, async (page) => {
    await page.addInitScript(pushService, answer)
    await page.goto(site.url + path)
    await use(page)
  })
}

describe('following in the browser', () => {
  test('asks nothing before the button is pressed', async () => {
    await visit('/incident/', 'granted', async (page) => {
      await page.getByRole('button', { name: 'Notify me in this browser' }).waitFor()
      expect(await page.evaluate(() => Reflect.get(window, 'asked'))).toBeUndefined()
      expect(site.calls).toEqual([])
    })
  })

  test('one click follows an incident, and leads to where it can be changed', async () => {
    await visit('/incident/', 'granted', async (page) => {
      await page.getByRole('button', { name: 'Notify me in this browser' }).click()
      await page.getByText('This browser will notify you.').waitFor()
      expect(site.calls).toEqual([
        {
          method: 'POST',
          path: '/api/v1/subscriptions',
          body: {
            channel: provider.pushChannel,
            subscription: { endpoint: 'https://push.example/device-1', keys: { p256dh: 'p', auth: 'a' } },
            scope: { type: 'incident', id: incident.incident.id },
            kinds: ['incident'],
            locale: 'en',
            timeZone: 'Europe/Berlin',
          },
        },
      ])
      expect(await page.evaluate(() => Reflect.get(window, 'key'))).toBe(provider.pushKey)
      expect(await page.getByRole('link', { name: 'Change or stop' }).getAttribute('href')).toBe('/manage/sub1.token')
      await page.getByText('To change that or stop it').waitFor()
      expect(await page.getByRole('button', { name: 'Notify me in this browser' }).isVisible()).toBe(false)
      expect(await page.locator(':focus').textContent()).toBe('Change or stop')
      // The service worker reads the token from there when the browser renews the subscription.
      const kept = await page.evaluate(async () => (await caches.match('/push-token'))?.text())
      expect(kept).toBe('sub1.token')
      expect(await page.evaluate(async () => (await caches.match('/push-key'))?.text())).toBe(provider.pushKey)
    })
  })

  test('several platforms are followed as chosen', async () => {
    await visit('/subscribe/', 'granted', async (page) => {
      await page.getByText('Only some of').click()
      await page.getByLabel('Voicemail').check()
      await page.getByLabel('Fax').check()
      await page.getByLabel('Planned maintenance').uncheck()
      expect(await page.getByLabel('Everything').isChecked()).toBe(false)
      await page.getByRole('button', { name: 'Notify me in this browser' }).click()
      await page.getByText('This browser will notify you.').waitFor()
      expect(site.calls.map(({ body }) => body)).toMatchObject([
        { scope: { type: 'platform', id: 'fax' }, kinds: ['incident'] },
        { scope: { type: 'platform', id: 'voicemail' }, kinds: ['incident'] },
      ])
    })
  })

  test('nothing chosen is said, before anybody is asked', async () => {
    await visit('/subscribe/', 'granted', async (page) => {
      await page.getByLabel('Everything').uncheck()
      expect(await page.getByLabel('Voicemail').isVisible()).toBe(true)
      await page.getByRole('button', { name: 'Notify me in this browser' }).click()
      await page.getByText('Choose at least one thing to follow first.').waitFor()
      expect(await page.evaluate(() => Reflect.get(window, 'asked'))).toBeUndefined()
    })
  })

  test('somebody who blocked notifications is shown the other ways', async () => {
    await visit('/incident/', 'denied', async (page) => {
      await page.getByText('Notifications are blocked for this site').waitFor()
      expect(await page.getByRole('button', { name: 'Notify me in this browser' }).count()).toBe(0)
      expect(await page.getByRole('button', { name: 'Subscribe by e-mail' }).isVisible()).toBe(true)
    })
  })

  test.each([
    ['the question is overlooked', 'No answer yet. Look for your browser’s question', 'question'],
    ['the push service is silent', 'Your browser or its push service does not answer.', 'push service'],
    ['the worker never comes', 'Your browser or its push service does not answer.', 'worker'],
    ['the server is silent', 'Your browser or its push service does not answer.', 'server'],
    ['there is no connection', 'There is no connection at the moment.', 'connection'],
  ])('another way is offered within 20 seconds where %s', async (_, text, what) => {
    await withPage(DESKTOP, async (page) => {
      await page.addInitScript(pushService, 'granted' as NotificationPermission)
      await page.addInitScript(silence, what)
      await page.clock.install()
      await page.goto(`${site.url}/incident/`)
      const button = page.getByRole('button', { name: 'Notify me in this browser' })
      await button.click()
      const instead = page.getByRole('link', { name: 'Use e-mail instead' })
      let seconds = 0
      for (; seconds < 25 && !(await instead.isVisible()); seconds++) await page.clock.runFor(1_000)
      await page.getByText(text).waitFor()
      expect(seconds).toBeLessThanOrEqual(21)
      expect(await button.isEnabled()).toBe(true)
      await instead.press('Enter')
      expect(await page.locator(':focus').getAttribute('name')).toBe('email')
    })
  })

  test('a question that was only put away is no refusal for ever', async () => {
    await visit('/incident/', 'default', async (page) => {
      await page.getByRole('button', { name: 'Notify me in this browser' }).click()
      await page.getByText('No answer yet.').waitFor()
    })
  })

  test('the form tells in whose time and language its reader wants to be told', async () => {
    await visit('/incident/', 'granted', async (page) => {
      const form = await page.locator('form').evaluate((f) => [...new FormData(f as HTMLFormElement)])
      expect(form).toContainEqual(['timeZone', 'Europe/Berlin'])
      expect(form).toContainEqual(['locale', 'en'])
    })
  })

  test('a browser that cannot do it says so', async () => {
    await withPage(DESKTOP, async (page) => {
      await page.addInitScript(() => Reflect.deleteProperty(window, 'PushManager'))
      await page.goto(`${site.url}/incident/`)
      await page.getByText('This browser cannot show notifications.').waitFor()
    })
  })

  test('without JavaScript the e-mail form and the feeds are all there is to see', async () => {
    await withPage({ ...DESKTOP, javaScriptEnabled: false }, async (page) => {
      await page.goto(`${site.url}/subscribe/`)
      expect(await page.getByRole('button').allInnerTexts()).toEqual(['Subscribe by e-mail'])
      const form = await page.locator('form').evaluate((f) => [f.getAttribute('method'), f.getAttribute('action')])
      expect(form).toEqual(['post', '/subscribe/'])
      expect(await page.locator('main').getByRole('link', { name: 'All incidents: RSS' }).isVisible()).toBe(true)
    })
  })

  test('the trap for robots is out of everybody else’s way', async () => {
    await withPage(DESKTOP, async (page) => {
      await page.goto(`${site.url}/subscribe/`)
      expect(await page.locator('[name=website]').isVisible()).toBe(true)
      expect(await page.getByLabel('Leave this field empty').getAttribute('tabindex')).toBe('-1')
      const box = await page.locator('[name=website]').boundingBox()
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(0)
    })
  })
})

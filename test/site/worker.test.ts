import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'
import { describe, expect, test } from 'vitest'

const SOURCE = readFileSync(new URL('../../public/sw.js', import.meta.url), 'utf8')
const ORIGIN = 'https://status.example'

interface Shown {
  title: string
  options: Record<string, unknown>
}

/** The worker in stand-in surroundings of a browser; what it does to them is recorded. */
function worker(open: string[] = [], kept: Record<string, string> = {}) {
  const listeners: Record<string, (event: object) => void> = {}
  const shown: Shown[] = []
  const focused: string[] = []
  const opened: string[] = []
  const sent: { url: string; method: string; body: unknown }[] = []
  const asked: unknown[] = []
  const clients = {
    matchAll: async () => open.map((url) => ({ url, focus: async () => focused.push(url) })),
    openWindow: async (url: string) => opened.push(url),
    claim: async () => {},
  }
  const registration = {
    showNotification: async (title: string, options: Record<string, unknown>) => shown.push({ title, options }),
    pushManager: {
      getSubscription: async () => null,
      subscribe: async (options: unknown) => {
        asked.push(options)
        return { endpoint: 'https://push.example/new' }
      },
    },
  }
  const self = {
    addEventListener: (name: string, listener: (event: object) => void) => {
      listeners[name] = listener
    },
    location: { origin: ORIGIN },
    skipWaiting: async () => {},
    clients,
    registration,
  }
  const caches = {
    open: async () => ({
      match: async (name: string) => (kept[name] ? new Response(kept[name]) : undefined),
      put: async (name: string, left: Response) => (kept[name] = await left.text()),
      delete: async (name: string) => delete kept[name],
    }),
  }
  const fetch = async (url: string, init: RequestInit) => {
    if (kept.offline) throw new TypeError('Failed to fetch')
    sent.push({ url, method: String(init.method), body: JSON.parse(String(init.body)) })
    return new Response(null, { status: 200 })
  }
  const globals = { self, caches, fetch, URL, Date, Number, Response, Notification: { permission: 'granted' } }
  const context = createContext(globals)
  Object.assign(globals, {
    importScripts: (path: string) => runInContext(readFileSync(`public${path}`, 'utf8'), context),
  })
  runInContext(SOURCE, context)
  /** Hands the worker an event, and waits until it is done with it. */
  const happen = async (name: string, event: object) => {
    const waits: Promise<unknown>[] = []
    listeners[name]?.({ ...event, waitUntil: (work: Promise<unknown>) => waits.push(work) })
    await Promise.all(waits)
  }
  const push = (text: string | null) =>
    happen('push', { data: text === null ? null : { json: () => JSON.parse(text) } })
  const click = async (navigate: unknown) =>
    happen('notificationclick', { notification: { data: { navigate }, close: () => {} } })
  /** Does it answer this request itself? */
  const answers = (path: string, method = 'GET') => {
    let isAnswered = false
    const respondWith = (answer: Promise<unknown>) => {
      isAnswered = true
      answer.catch(() => {})
    }
    listeners.fetch?.({ request: { url: new URL(path, ORIGIN).href, method, mode: 'navigate' }, respondWith })
    return isAnswered
  }
  return { push, click, happen, answers, shown, focused, opened, sent, asked }
}

const declarative = (notification: object) => JSON.stringify({ web_push: 8030, notification })

describe('the service worker', () => {
  test('shows what the declarative message says, one notification per incident', async () => {
    const { push, shown } = worker()
    await push(
      declarative({
        title: 'P1G: Calls fail',
        body: 'Identified · next update by 14:04 MST',
        navigate: `${ORIGIN}/incidents/abc/`,
        lang: 'en',
        dir: 'ltr',
        tag: 'abc',
      }),
    )
    expect(shown[0]?.title).toBe('P1G: Calls fail')
    expect(shown[0]?.options).toMatchObject({
      body: 'Identified · next update by 14:04 MST',
      lang: 'en',
      dir: 'ltr',
      tag: 'abc',
      renotify: true,
      data: { navigate: `${ORIGIN}/incidents/abc/` },
    })
  })

  test.each([null, 'not json', '{}', '{"notification":{"title":7}}', 'null', '{"notification":null}'])(
    'shows what the page has left for a message that it cannot read: %s',
    async (text) => {
      const general = { title: 'Northline status', body: 'Há novidades.', lang: 'pt', navigate: '/pt/' }
      const { push, shown } = worker([], { '/push-general': JSON.stringify(general) })
      await push(text)
      const options = { body: 'Há novidades.', lang: 'pt', data: { navigate: `${ORIGIN}/pt/` } }
      expect(shown).toMatchObject([{ title: 'Northline status', options }])
    },
  )

  test.each([undefined, 'not json', '{"title":""}'])(
    'shows the address of the page where no page has left anything better: %s',
    async (left) => {
      const { push, shown } = worker([], left === undefined ? {} : { '/push-general': left })
      await push(null)
      expect(shown.map(({ title }) => title)).toEqual(['status.example'])
    },
  )

  test('brings the page to the front if it is open', async () => {
    const { click, focused, opened } = worker([`${ORIGIN}/`, `${ORIGIN}/incidents/abc/#update-1`])
    await click(`${ORIGIN}/incidents/abc/`)
    expect({ focused, opened }).toEqual({ focused: [`${ORIGIN}/incidents/abc/#update-1`], opened: [] })
  })

  test('opens the page otherwise', async () => {
    const { click, opened } = worker([`${ORIGIN}/`])
    await click('/incidents/abc/')
    expect(opened).toEqual([`${ORIGIN}/incidents/abc/`])
  })

  test.each([
    'https://evil.example/',
    '//evil.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    undefined,
    'http://[',
  ])('never opens another place: %s', async (navigate) => {
    const { click, opened } = worker()
    await click(navigate)
    expect(opened).toEqual([`${ORIGIN}/`])
  })

  test('tells the backend of a renewed subscription, also when the browser leaves the renewing to it', async () => {
    const { happen, sent, asked } = worker([], { '/push-token': 'sub1.token' })
    const options = { userVisibleOnly: true, applicationServerKey: 'key' }
    await happen('pushsubscriptionchange', { oldSubscription: { options }, newSubscription: null })
    expect(asked).toEqual([options])
    const body = { subscription: { endpoint: 'https://push.example/new' } }
    expect(sent).toEqual([{ url: '/api/v1/subscriptions/sub1.token', method: 'PATCH', body }])
  })

  test('renews a subscription that the browser hands over nothing of, with the key that the page left', async () => {
    const { happen, sent, asked } = worker([], { '/push-token': 'sub1.token', '/push-key': 'key' })
    await happen('pushsubscriptionchange', {})
    expect(asked).toEqual([{ userVisibleOnly: true, applicationServerKey: 'key' }])
    const body = { subscription: { endpoint: 'https://push.example/new' } }
    expect(sent).toEqual([{ url: '/api/v1/subscriptions/sub1.token', method: 'PATCH', body }])
  })

  test('renews under the key that the page left last, where the old subscription had another', async () => {
    const { happen, asked } = worker([], { '/push-token': 'sub1.token', '/push-key': 'new key' })
    await happen('pushsubscriptionchange', { oldSubscription: { options: { applicationServerKey: 'old key' } } })
    expect(asked).toEqual([{ userVisibleOnly: true, applicationServerKey: 'new key' }])
  })

  test('tells the backend on a visit once a month that the browser is still there', async () => {
    const day = 86_400_000
    const told = (daysAgo: number) =>
      JSON.stringify({ endpoint: 'https://push.example/new', at: Date.now() - daysAgo * day })
    const left = { '/push-token': 'sub1.token', '/push-told': told(29) }
    const { happen, sent } = worker([], left)
    const answers: unknown[] = []
    const visit = () =>
      happen('message', { data: { key: 'key' }, source: { postMessage: (it: unknown) => answers.push(it) } })
    await visit()
    expect(sent).toEqual([])
    left['/push-told'] = told(31)
    await visit()
    await visit()
    expect(sent.map(({ method }) => method)).toEqual(['PATCH'])
    expect(answers).toEqual(Array(3).fill({ subscription: 'kept' }))
  })

  test('says on a visit that nothing is heard, and says nothing of it to who follows nothing', async () => {
    const answers: unknown[] = []
    const source = { postMessage: (it: unknown) => answers.push(it) }
    await worker().happen('message', { data: { key: 'key' }, source })
    expect(answers).toEqual([])
    const { happen } = worker([], { '/push-token': 'sub1.token', offline: 'yes' })
    await happen('message', { data: { key: 'key' }, source })
    expect(answers).toEqual([{ subscription: 'failed' }])
  })

  test('leaves it to the next visit to tell the backend where there is no connection', async () => {
    const { happen, sent, asked } = worker([], { '/push-token': 'sub1.token', '/push-key': 'key', offline: 'yes' })
    await expect(happen('pushsubscriptionchange', {})).rejects.toThrow('Failed to fetch')
    expect([asked.length, sent]).toEqual([1, []])
  })

  test('answers nothing but public pages: the network alone answers for all else', async () => {
    const { answers } = worker()
    for (const path of ['/', '/incidents/abc/', '/history/?page=2']) expect([path, answers(path)]).toEqual([path, true])
    const others = ['/api/v1/incidents/', '/staff/', '/staff/incidents/', '/manage/t/', '/confirm/t/', '/owed/t/']
    for (const path of [...others, '/unsubscribe/t/', '/manage/t', '/now.json', '/feed.rss', '/_astro/x.js'])
      expect([path, answers(path)]).toEqual([path, false])
    expect([answers('https://elsewhere.example/'), answers('/', 'POST')]).toEqual([false, false])
  })

  test('leaves a subscription alone that nobody can name any more', async () => {
    const { happen, sent } = worker()
    await happen('pushsubscriptionchange', { newSubscription: { endpoint: 'https://push.example/new' } })
    expect(sent).toEqual([])
  })
})

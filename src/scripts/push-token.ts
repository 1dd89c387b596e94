/** What the service worker needs of a page: to renew this browser's subscription, and to say something. Kept where the service worker (`public/sw.js`) finds it too. */
const CACHE = 'signalpost'
const TOKEN = '/push-token'
const SERVER_KEY = '/push-key'
const GENERAL = '/push-general'
const TOLD = '/push-told'

/** Leaves nothing behind where nothing was kept. */
export async function readToken(): Promise<string | null> {
  return (await (await caches.match(TOKEN, { cacheName: CACHE }))?.text()) ?? null
}

/** Also notes which endpoint the backend has been told of, and when. */
export async function keepToken(token: string, endpoint: string, serverKey: string): Promise<void> {
  const cache = await caches.open(CACHE)
  await cache.put(TOKEN, new Response(token))
  await cache.put(SERVER_KEY, new Response(serverKey))
  await cache.put(TOLD, Response.json({ endpoint, at: Date.now() }))
}

/** What is shown for a message that cannot be read, in the language of the page. */
export async function keepGeneral(notification: {
  title: string
  body: string
  lang: string
  navigate: string
}): Promise<void> {
  const cache = await caches.open(CACHE)
  await cache.put(GENERAL, Response.json(notification))
}

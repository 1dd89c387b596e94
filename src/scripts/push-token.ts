/** What the service worker needs of a page: to renew this browser's subscription, and to say something. Kept where the service worker (`public/sw.js`) finds it too. */
const CACHE = 'signalpost'
const TOKEN = '/push-token'
const SERVER_KEY = '/push-key'
const GENERAL = '/push-general'
/** The backend forgets browsers that it has not heard of for long. */
const TELL_AGAIN = 30 * 86_400_000

export async function readToken(): Promise<string | null> {
  const cache = await caches.open(CACHE)
  return (await (await cache.match(TOKEN))?.text()) ?? null
}

/** Also notes which endpoint the backend has been told of, and when. */
export async function keepToken(token: string, endpoint: string, serverKey: string): Promise<void> {
  const cache = await caches.open(CACHE)
  await cache.put(TOKEN, new Response(token))
  await cache.put(SERVER_KEY, new Response(serverKey))
  localStorage.setItem('push-endpoint', endpoint)
  localStorage.setItem('push-told-at', String(Date.now()))
}

/** What is shown for a message that cannot be read, in the language of the page. */
export async function keepGeneral(notification: { title: string; body: string; lang: string }): Promise<void> {
  const cache = await caches.open(CACHE)
  await cache.put(GENERAL, Response.json(notification))
}

/** Has the backend heard of this endpoint lately? */
export function wasToldOf(endpoint: string): boolean {
  const at = Number(localStorage.getItem('push-told-at'))
  return localStorage.getItem('push-endpoint') === endpoint && Math.abs(Date.now() - at) < TELL_AGAIN
}

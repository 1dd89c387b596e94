/** The key to this browser's subscription. Kept where the service worker (`public/sw.js`) finds it too. */
const CACHE = 'signalpost'
const TOKEN = '/push-token'

export async function readToken(): Promise<string | null> {
  const cache = await caches.open(CACHE)
  return (await (await cache.match(TOKEN))?.text()) ?? null
}

/** Also notes which endpoint the backend knows, so that a renewed one is noticed. */
export async function keepToken(token: string, endpoint: string): Promise<void> {
  const cache = await caches.open(CACHE)
  await cache.put(TOKEN, new Response(token))
  localStorage.setItem('push-endpoint', endpoint)
}

/*
 * The part of the service worker that shows the public pages as they were seen last while the network fails: the home page
 * and those opened last, marked so by the page itself. While the network answers, its answer is what is shown.
 */

const PAGES = 'signalpost-pages'
/** So many pages, each of at most so many characters. */
const MOST = { pages: 10, characters: 400_000 }
/** Behind a personal link or a sign-in, and what answers programs. */
const PRIVATE = /^\/(?:api|confirm|contacts|manage|organisations|owed|resubscribe|staff|unsubscribe)\//
/** Where a page says how old it is; whatever has no such place is never kept. */
const PLACE = /(<p id="stale"[^<]*)<\/p>/

self.addEventListener('activate', (event) => event.waitUntil(keepOpen()))

self.addEventListener('fetch', (event) => {
  const { method, url } = event.request
  if (method === 'GET' && isPublic(url)) event.respondWith(fromNetwork(event))
})

function isPublic(address) {
  const { origin, pathname } = new URL(address)
  return origin === self.location.origin && pathname.endsWith('/') && !PRIVATE.test(pathname)
}

/** The network's answer, whatever it is. What was kept is shown in place of a page alone, never to the page's script. */
async function fromNetwork(event) {
  const { request } = event
  try {
    const response = await fetch(request)
    event.waitUntil(keep(request.url, response.clone()).catch(() => {}))
    return response
  } catch (error) {
    const shown = request.mode === 'navigate' && (await lastKnown(new URL(request.url).pathname).catch(() => null))
    if (!shown) throw error
    return shown
  }
}

async function keep(address, response) {
  const { pathname, search } = new URL(address)
  const header = (name) => response.headers.get(name) ?? ''
  if (response.status !== 200 || response.redirected || search || header('cache-control').includes('no-store')) return
  if (!header('content-type').startsWith('text/html')) return
  const html = await response.text()
  if (html.length > MOST.characters || !PLACE.test(html)) return
  const headers = new Headers(response.headers)
  headers.set('x-kept-at', String(Date.now()))
  const cache = await caches.open(PAGES)
  await cache.put(pathname, new Response(html, { headers }))
  await forgetOldest(cache)
}

/** Home pages stay. */
async function forgetOldest(cache) {
  const pages = (await cache.keys()).filter(({ url }) => !isHome(new URL(url).pathname))
  const aged = await Promise.all(pages.map(async (page) => ({ page, at: keptAt(await cache.match(page)) })))
  aged.sort((a, b) => b.at - a.at)
  for (const { page } of aged.slice(MOST.pages - 1)) await cache.delete(page)
}

function keptAt(response) {
  return Number(response?.headers.get('x-kept-at'))
}

/** The home page in the language of a page. */
function homeOf(pathname) {
  return /^\/(?:[a-z]{2}\/)?/.exec(pathname)[0]
}

function isHome(pathname) {
  return pathname === homeOf(pathname)
}

/** The home page and what is open already, which came before the worker did. */
async function keepOpen() {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const seen = windows.map(({ url }) => url.split('#')[0])
  const homes = seen.map((url) => self.location.origin + homeOf(new URL(url).pathname))
  const open = [`${self.location.origin}/`, ...homes, ...seen]
  const take = async (url) => keep(url, await fetch(url, { cache: 'no-cache' }))
  await Promise.all([...new Set(open)].filter(isPublic).map((url) => take(url).catch(() => {})))
}

/** The page as it was kept, with its age in its own words; or the way to the home page, if that was kept. */
async function lastKnown(pathname) {
  const cache = await caches.open(PAGES)
  const found = await cache.match(pathname)
  const home = homeOf(pathname)
  if (!found) return pathname !== home && (await cache.match(home)) ? Response.redirect(home) : null
  const at = keptAt(found)
  const html = await found.text()
  const time = timeOf(at, /<html lang="([\w-]+)/.exec(html)?.[1])
  const aged = html.replace(PLACE, (_, place) => {
    const [, words] = /data-kept="([^"]*)/.exec(place)
    return `${place.replace(' hidden', ` data-kept-at="${at}"`)}${words.replace('{time}', time)}</p>`
  })
  return new Response(aged, { headers: found.headers })
}

/** "14:02" of the reader, with the day if that is another. */
function timeOf(at, lang) {
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
  const isToday = new Date(at).toDateString() === new Date().toDateString()
  return new Date(at).toLocaleString(
    lang,
    isToday ? clock : { ...clock, weekday: 'short', day: 'numeric', month: 'short' },
  )
}

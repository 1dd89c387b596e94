/** What the page needs once it stands on a Home Screen, where no browser is around it. */

/** Files (feeds, calendars) have no way back of their own: a browser shows them. */
const FILE = /[^/]$/

export function settleIn(page: Document): void {
  const isInstalled = matchMedia('(display-mode:standalone)').matches || Reflect.get(navigator, 'standalone') === true
  if (!isInstalled) return
  // Its worker keeps what was seen last.
  navigator.serviceWorker?.register('/sw.js').catch(() => {})
  for (const link of page.links) if (link.origin === location.origin && FILE.test(link.pathname)) link.target = '_blank'
  const back = page.getElementById('back')
  if (!back || /^\/([a-z]{2}\/)?$/.test(location.pathname) || history.length < 2) return
  back.hidden = false
  back.addEventListener('click', () => history.back())
}

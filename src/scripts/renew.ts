/**
 * On each visit the worker looks after this browser's subscription, if there is one; where that hears nothing any more, the
 * page says so. The work is the worker's, so that the page of all who follow nothing does not carry it.
 */
export function lookAfterSubscription(page: Document): void {
  const notice = page.getElementById('unheard')
  const { serviceWorker } = navigator
  if (!notice || !serviceWorker) return
  serviceWorker.addEventListener('message', ({ data }) => {
    const text = notice.dataset[data.subscription]
    notice.hidden = !text
    if (text) notice.querySelector('span')?.replaceChildren(text)
  })
  const visit = { key: notice.dataset.key }
  serviceWorker.getRegistration().then(
    (registration) => registration?.active?.postMessage(visit),
    () => {},
  )
}

/**
 * What every page of the console has: a form that was sent is not sent again by a second tap, and whoever signs out leaves
 * no unsent text in the browser (`compose.ts` keeps them).
 */
addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement
  if (form.dataset.sent !== undefined) event.preventDefault()
  form.dataset.sent = ''
  if (!form.action.endsWith('/staff/sign-out/')) return
  for (const key of Object.keys(localStorage)) if (key.startsWith('signalpost-draft:')) localStorage.removeItem(key)
})
// Coming back by the browser's history, it can be sent again.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sent]')) delete form.dataset.sent
})

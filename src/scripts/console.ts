/**
 * What every page of the console has: a form that was sent is not sent again by a second tap, and whoever signs out leaves
 * no unsent text in the browser (`compose.ts` keeps them).
 */
import './limits.ts'

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
// Commands, and secrets that are shown once, with a button that copies them: of a secret line by line, without the spaces
// that group it.
for (const shown of document.querySelectorAll<HTMLElement>(navigator.clipboard ? '[data-copy]' : 'none')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'copy'
  button.textContent = shown.dataset.copy ?? ''
  button.onclick = async () => {
    const lines = [...shown.querySelectorAll('code')].map(({ textContent }) =>
      shown.matches('pre') ? textContent : textContent.replaceAll(/\s/g, ''),
    )
    await navigator.clipboard.writeText(lines.join('\n'))
    button.textContent = shown.dataset.copied ?? ''
  }
  shown.after(button)
}

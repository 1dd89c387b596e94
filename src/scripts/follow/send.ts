/** Sends a form that asks to follow, and puts the answer in its place: what happens next, or what is wrong. */
import { patience } from './patience.ts'

/** Once for each press: whatever the answer is, it is shown, and the form is not sent by itself again. */
export function sendInPlace(form: HTMLFormElement): void {
  let isSending = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (isSending) return
    isSending = true
    const body = new FormData(form, event.submitter)
    const [html, isOk] = await fetch(form.action, { method: 'POST', body, signal: patience() })
      .then(async (answer) => [await answer.text(), answer.ok] as const)
      .catch(() => [''])
    // Its styles are not those that this page allows.
    const page = new DOMParser().parseFromString(html.replace(/<style[^<]*/g, ''), 'text/html')
    isSending = false
    for (const old of form.querySelectorAll('.fault, .faults, [aria-invalid]')) {
      if (old.ariaInvalid) old.ariaInvalid = null
      else old.remove()
    }
    const letter = isOk && page.querySelector<HTMLElement>('.letter')
    if (letter) showAnswer(form, letter)
    else showFaults(form, page)
  })
}

function showAnswer(form: HTMLFormElement, letter: HTMLElement): void {
  // The page has one of its own.
  letter.querySelector('h1')?.setAttribute('aria-level', '2')
  for (const one of letter.querySelectorAll('.home, .again')) one.remove()
  const another = document.createElement('button')
  another.className = 'quiet'
  another.textContent = form.dataset.another ?? ''
  another.onclick = () => {
    another.remove()
    form.hidden = false
    form.querySelector<HTMLElement>('[type=email]')?.focus()
  }
  letter.append(another)
  letter.tabIndex = -1
  form.before(letter)
  form.hidden = true
  letter.dispatchEvent(new Event('put', { bubbles: true }))
  letter.focus()
}

/** Beside its fields, as on the page that was answered, and above the form; what was typed stays. */
function showFaults(form: HTMLFormElement, page: Document): void {
  const notice = page.querySelector<HTMLElement>('.faults') ?? document.createElement('p')
  notice.className ||= 'fault'
  notice.textContent ||= page.querySelector('.lead')?.textContent ?? form.dataset.unsent ?? ''
  notice.tabIndex = -1
  form.prepend(notice)
  for (const theirs of page.querySelectorAll<HTMLInputElement>('input[id]')) {
    const own = form.querySelector<HTMLInputElement>(`#${theirs.id}`)
    if (!own) continue
    theirs.value = own.value
    theirs.checked = own.checked
    own.replaceWith(theirs)
    const fault = page.getElementById(`${theirs.id}-fault`)
    if (fault) (theirs.closest('.field, .all, .grid') ?? theirs).before(fault)
  }
  for (const link of notice.querySelectorAll('a')) {
    // It is about what this form does not ask.
    if (!form.querySelector(link.hash)) link.removeAttribute('href')
  }
  const first = form.querySelector<HTMLElement>('[aria-invalid]') ?? notice
  first.closest('details')?.setAttribute('open', '')
  first.focus()
}

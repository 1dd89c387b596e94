/**
 * Says under a field how much room is left, as it nears what the server takes, and how many characters are too many:
 * nothing that was typed or pasted is cut. Spoken once the typing pauses. What the server said of the field goes with it.
 */
const PAUSE = 1_000
/** Said of the last quarter, and of no more than so many characters. */
const NEAR = 500

type Field = HTMLInputElement | HTMLTextAreaElement

const main = document.querySelector<HTMLElement>('main[data-room-one]')
const spoken = Object.assign(document.createElement('p'), { className: 'vh' })
spoken.role = 'status'
main?.append(spoken)
let timer = 0

/** Brings what is said under every field of a form up to date. */
function count(root: ParentNode): void {
  for (const field of root.querySelectorAll<Field>('[data-most]')) say(field, roomIn(field))
}

function roomIn(field: Field): string {
  const { dataset, value } = field
  // The server has said how much is too many, of what still stands there.
  if (faultOf(field)) return ''
  const most = Number(dataset.most)
  // White space around it goes as it is read.
  const left = most - value.trim().length
  if (left > Math.min(NEAR, most / 4)) return ''
  const [one, more] = left < 0 ? ['roomOverOne', 'roomOver'] : ['roomOne', 'roomLeft']
  const text = main?.dataset[Math.abs(left) === 1 ? one : more] ?? ''
  return text.replace('{n}', Math.abs(left).toLocaleString('en')).replace('{most}', most.toLocaleString('en'))
}

function faultOf(field: Element): Element | null {
  return document.getElementById(`${field.id}-fault`) ?? field.querySelector(':scope > .fault')
}

/** What was wrong with a field was so of what stood there before; the server says again what still is. */
function forgive(field: Field): void {
  const isChosen = field.type === 'radio' || field.type === 'checkbox'
  if (!isChosen && field.value.trim() === '') return
  for (const one of [field, field.closest('fieldset[id]'), field.closest('.platforms')]) {
    const fault = one && faultOf(one)
    if (!fault) continue
    fault.remove()
    if (!(field.value.trim().length > Number(field.dataset.most))) one.removeAttribute('aria-invalid')
    document
      .querySelector(`main > .faults a[href="#${CSS.escape(one.id)}"]`)
      ?.closest('li')
      ?.remove()
  }
  const box = document.querySelector('main > .faults')
  if (box && !box.querySelector('li')) box.remove()
}

function say(field: Field, text: string): void {
  const id = `${field.id}-room`
  const shown = document.getElementById(id) ?? (text && begin(field, id))
  if (!shown || shown.textContent === text) return
  shown.textContent = text
  shown.hidden = text === ''
  shown.classList.toggle('late', field.value.trim().length > Number(field.dataset.most))
}

function begin(field: Field, id: string): HTMLElement {
  const shown = Object.assign(document.createElement('p'), { id, className: 'hint' })
  field.after(shown)
  field.setAttribute('aria-describedby', [field.getAttribute('aria-describedby'), id].filter(Boolean).join(' '))
  return shown
}

addEventListener('input', ({ target }) => {
  const { form } = target as Field
  if (!form) return
  forgive(target as Field)
  count(form)
  clearTimeout(timer)
  timer = window.setTimeout(() => {
    const text = document.getElementById(`${(target as Field).id}-room`)?.textContent ?? ''
    if (spoken.textContent !== text) spoken.textContent = text
  }, PAUSE)
})
// Also what was there already, or is back by the browser's history.
addEventListener('pageshow', () => count(document))

export {}

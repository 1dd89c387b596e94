/**
 * "Is it me?": readers tap the platforms that they use, the device keeps them, and the page answers for these. An address
 * with `?platforms=a,b` shows a choice that is passed on; the device keeps its own until somebody taps there.
 */

const KEY = 'platforms'

export function answerForMine(page: Document): void {
  const strip = page.querySelector<HTMLElement>('.strip')
  if (!strip) return
  memory = new URLSearchParams(location.search).get(KEY) ?? memory
  const tap = (event: MouseEvent | KeyboardEvent) => {
    const chip = (event.target as Element).closest<HTMLAnchorElement>('.strip a')
    if (!chip || ('key' in event && event.key !== ' ')) return
    // Opened in another tab, it is a link like any other.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    toggle(page, chip)
  }
  strip.addEventListener('click', tap)
  strip.addEventListener('keydown', tap)
  showMine(page)
}

/** Marks those that are kept, and says how they fare; again whenever the page has changed. */
export function showMine(page: Document): void {
  const strip = page.querySelector<HTMLElement>('.strip')
  const place = page.getElementById('mine')
  if (!strip || !place) return
  const { ask = '', fine = '', end = '', and } = strip.dataset
  const mine = kept()
  const chips = [...strip.querySelectorAll<HTMLAnchorElement>('li a')]
  for (const chip of chips) {
    chip.setAttribute('role', 'button')
    chip.setAttribute('aria-pressed', String(mine.has(idOf(chip))))
  }
  const own = chips.filter((chip) => mine.has(idOf(chip)))
  const troubled = own.filter((chip) => chip.className !== 'operational')
  const told = troubled.length > 0 || own.length > 1 ? troubled : own
  const text = told.map((chip) => chip.textContent.trim()).join(and)
  place.textContent = own.length === 0 ? ask : end.replace('{text}', text || fine.replace('{n}', String(own.length)))
  place.classList.toggle('answer', own.length > 0)
}

/** Its page is "/platforms/<id>/", in some language. */
const idOf = ({ pathname }: HTMLAnchorElement) => pathname.split('/').at(-2) ?? ''

function toggle(page: Document, chip: HTMLAnchorElement): void {
  const mine = kept()
  if (!mine.delete(idOf(chip))) mine.add(idOf(chip))
  keep(mine)
  showMine(page)
  const address = new URL(location.href)
  if (mine.size > 0) address.searchParams.set(KEY, [...mine].join(','))
  else address.searchParams.delete(KEY)
  history.replaceState(history.state, '', address)
}

function kept(): Set<string> {
  return new Set(memory.split(',').filter(Boolean))
}

function keep(mine: ReadonlySet<string>): void {
  memory = [...mine].join(',')
  try {
    localStorage.setItem(KEY, memory)
  } catch {
    // Nothing can be kept here: then it holds until the page is left.
  }
}

let memory = ''
try {
  memory = localStorage.getItem(KEY) ?? ''
} catch {
  // The same.
}

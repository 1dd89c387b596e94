/**
 * "Is it me?": readers tap the platforms that they use, the device keeps them, and the page answers for these. An address
 * with `?platforms=a,b` passes a choice on.
 */

const KEY = 'platforms'

export function answerForMine(page: Document): void {
  const strip = page.querySelector<HTMLElement>('.strip')
  if (!strip) return
  const given = new URLSearchParams(location.search).get(KEY)
  if (given !== null) keep(new Set(given.split(',').slice(0, 100)))
  strip.addEventListener('click', (event) => {
    const chip = (event.target as Element).closest<HTMLElement>('[data-id]')
    // Opened in another tab, it is a link like any other.
    if (!chip || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    toggle(page, chip)
  })
  strip.addEventListener('keydown', (event) => {
    const chip = (event.target as Element).closest<HTMLElement>('[data-id]')
    if (event.key !== ' ' || !chip) return
    event.preventDefault()
    toggle(page, chip)
  })
  showMine(page)
}

/** Marks those that are kept, and says how they fare; again whenever the page has changed. */
export function showMine(page: Document): void {
  const strip = page.querySelector<HTMLElement>('.strip')
  const place = page.getElementById('mine')
  if (!strip || !place) return
  const { ask = '', fine = '', end = '{text}' } = strip.dataset
  const mine = kept()
  const chips = [...strip.querySelectorAll<HTMLElement>('[data-id]')]
  for (const chip of chips) {
    chip.setAttribute('role', 'button')
    chip.setAttribute('aria-pressed', String(mine.has(chip.dataset.id ?? '')))
  }
  const own = chips.filter(({ dataset }) => mine.has(dataset.id ?? ''))
  const troubled = own.filter((chip) => !chip.classList.contains('operational'))
  const said = troubled.length > 0 ? troubled : own.length > 1 ? [] : own
  const text =
    said.length > 0 ? said.map(({ dataset }) => dataset.says).join('; ') : fine.replace('{n}', String(own.length))
  place.textContent = own.length === 0 ? ask : end.replace('{text}', text)
  place.classList.toggle('answer', own.length > 0)
}

function toggle(page: Document, { dataset: { id = '' } }: HTMLElement): void {
  const mine = kept()
  if (!mine.delete(id)) mine.add(id)
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

/** Takes away what was wrong with a form and is so no more, by what `page` still says; also the red lines beside its fields. */
export function clearFaults(form: HTMLFormElement, page: Document): void {
  const still = [...page.querySelectorAll('.faults>ul>li')].map(keyOf)
  const box = document.querySelector('.faults')
  for (const line of box?.querySelectorAll('ul>li') ?? []) {
    const id = line.querySelector('a')?.hash.slice(1)
    const field = id && form.querySelector(`#${CSS.escape(id)}`)
    // Without a field of its own it is this form's where there is no other.
    const isOurs = field || (!id && !form.closest('[data-sheet]'))
    if (!isOurs || still.includes(keyOf(line))) continue
    line.remove()
    if (!field) continue
    const beside = form.querySelector(`#${CSS.escape(`${id}-fault`)}`) ?? field.querySelector('.fault')
    beside?.remove()
    field.removeAttribute('aria-invalid')
  }
  if (box && !box.querySelector('li')) box.remove()
}

/** By its field, whatever is wrong with it. */
function keyOf(line: Element): string {
  return line.querySelector('a')?.hash ?? line.textContent
}

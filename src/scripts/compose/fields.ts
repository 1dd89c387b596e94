/** A form as it is sent. */
export type Fields = [string, string][]

/** The ticks of a form. */
function boxesOf(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>('[type="checkbox"]')]
}

/** Fills in a field as it was kept; several ticks of one name are each its own. */
function set(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name)
  const boxes = boxesOf(form).filter((box) => box.name === name)
  if (boxes.length > 0) for (const box of boxes) box.checked ||= box.value === value
  else if (field && 'value' in field) field.value = value
}

/** The words that a page has filled in. */
export function takeWords(form: HTMLFormElement, page: Document): void {
  for (const name of ['body', 'title']) {
    const filled = page.querySelector<HTMLInputElement>(`#${name}`)?.value
    if (filled) set(form, name, filled)
  }
}

/** How a form was kept, by the one of the answer. */
export function takeDraft(form: HTMLFormElement, own: HTMLFormElement): void {
  for (const name of ['draft', 'revision']) set(form, name, (own.elements.namedItem(name) as HTMLInputElement).value)
}

/** The draft that a form is of. */
export const draftOf = (form: HTMLFormElement) => (form.elements.namedItem('draft') as HTMLInputElement).value

/** The same form in an answer. */
export function formIn({ id }: HTMLFormElement, page: Document | null): HTMLFormElement | null {
  return (page?.getElementById(id) ?? null) as HTMLFormElement | null
}

/** Fills in a form as it was kept, and opens what is folded and holds something that was chosen or typed. */
export function fillIn(form: HTMLFormElement, kept: Fields): void {
  for (const box of boxesOf(form)) box.checked = false
  for (const [name, value] of kept) if (name !== 'seen') set(form, name, value)
  for (const fold of form.querySelectorAll('details')) {
    fold.open ||= [...fold.querySelectorAll('input')].some(({ type, value, checked, defaultChecked }) =>
      type === 'radio' || type === 'checkbox' ? checked !== defaultChecked : value !== '',
    )
  }
}

/** Sends a form as without a script. */
export function leave(form: HTMLFormElement, button: string): void {
  form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'do', value: button }))
  form.submit()
}

/** The ticks of a form. */
export function boxesOf(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>('[type="checkbox"]')]
}

/** Fills in a field as it was kept; several ticks of one name are each its own. */
export function set(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name)
  const boxes = boxesOf(form).filter((box) => box.name === name)
  if (boxes.length > 0) for (const box of boxes) box.checked ||= box.value === value
  else if (field && 'value' in field) field.value = value
}

/** How a form was kept, by the one of the answer. */
export function takeDraft(form: HTMLFormElement, own: HTMLFormElement): void {
  for (const name of ['draft', 'revision']) set(form, name, (own.elements.namedItem(name) as HTMLInputElement).value)
}

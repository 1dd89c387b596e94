/** Where a form is kept: on the page, or in the answer that renews it. */
export interface Kept {
  page: Document
  /** A form's page, or its part of a page of several. */
  sheet: ParentNode
}

/** Puts what the server answered beside a form: what it would do, what is wrong with it, and what has to be confirmed. */
export function renew({ form, sheet }: { form: HTMLFormElement; sheet: ParentNode }, { page, sheet: own }: Kept): void {
  const find = (selector: string, root: ParentNode = sheet) => root.querySelector<HTMLElement>(selector)
  const [pane, isWritten] = [find('[data-pane]'), find('#body', form) as HTMLTextAreaElement | null]
  const [shown, next, faults] = [find('[data-preview]'), find('[data-preview]', own), find('.faults>ul', page)]
  if (shown && pane) {
    shown.replaceChildren(...(faults && isWritten?.value ? [faults] : []), ...(next?.childNodes ?? []))
    pane.hidden = !shown.hasChildNodes()
  } else if (shown) {
    shown.replaceChildren(...(next?.childNodes ?? []))
    find('[data-buttons]')?.replaceChildren(...(find('[data-buttons]', own)?.childNodes ?? []))
  }
  const templates = find('.templates')
  templates?.replaceChildren(...(find('.templates', page)?.childNodes ?? []))
  templates?.removeAttribute('inert')
  const [box, asked] = [find('[data-confirm]', form), find('[data-confirm]', page)]
  if (box && asked) {
    box.className = asked.className
    find('[data-asks]', box)?.replaceChildren(...(find('[data-asks]', asked)?.childNodes ?? []))
  }
  const due = find('[data-due]')
  const lines = sheet.querySelectorAll(`[data-preview] :is(${due?.dataset.due || '.next'})`)
  due?.replaceChildren(...[...lines].flatMap((line) => [...line.cloneNode(true).childNodes, ' ']))
}

/** Takes away what was true of the choices before `changed`; tells whether the texts to begin with are among it. */
export function outdate(sheet: ParentNode, changed: EventTarget | null): boolean {
  if (!(changed instanceof HTMLInputElement) || changed.id === 'title') return false
  sheet.querySelector('[data-due]')?.replaceChildren()
  const templates = /^(phase|impact\.)/.test(changed.name) && sheet.querySelector('.templates')
  return templates ? templates.toggleAttribute('inert', true) : false
}

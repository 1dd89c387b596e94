/** Buttons that print the page, or one part of it alone: `data-print` names it. They are there by this script only. */
export function offerPrint(document: Document): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-print]')) button.hidden = false
}

/** Prints what a click asks for. */
export function printOnClick(document: Document): void {
  const root = document.documentElement
  document.addEventListener('click', ({ target }) => {
    const part = target instanceof Element ? target.closest<HTMLElement>('[data-print]')?.dataset.print : undefined
    if (part === undefined) return
    root.classList.toggle('alone', part !== '')
    print()
  })
  addEventListener('afterprint', () => root.classList.remove('alone'))
}

/** Prints what a click asks for: the page, or one part of it alone (`data-print` names it). */
const root = document.documentElement
document.addEventListener('click', ({ target }) => {
  const part = target instanceof Element ? target.closest<HTMLElement>('[data-print]')?.dataset.print : undefined
  if (part === undefined) return
  root.classList.toggle('alone', part !== '')
  print()
})
addEventListener('afterprint', () => root.classList.remove('alone'))

/** From the link of a platform the arrow keys go to the marks of its days, and from one to the next. */
export function goToDays(page: Document): void {
  page.addEventListener('keydown', ({ key, target }) => {
    const by = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0
    const link = target as HTMLAnchorElement
    const all = [...(link.closest('.platform')?.querySelectorAll('a') ?? [])]
    if (by !== 0) all.at((all.indexOf(link) + by) % all.length)?.focus()
  })
}

/** Gives each piece of code a button that copies it. Where the browser refuses, the code is selected instead. */
export function offerCopying(page: Document): void {
  const {
    copy = '',
    copied = '',
    copyOf = '',
    copiedOf = '',
  } = page.querySelector<HTMLElement>('[data-copy]')?.dataset ?? {}
  const news = page.getElementById('news')
  for (const figure of page.querySelectorAll('.code')) {
    const [caption, code] = [figure.querySelector('figcaption'), figure.querySelector('code')]
    if (!caption || !code) continue
    const button = page.createElement('button')
    Object.assign(button, { type: 'button', className: 'quiet', textContent: copy })
    const what = caption.textContent ?? ''
    button.setAttribute('aria-label', copyOf.replace('{what}', what))
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(code.textContent ?? '')
        button.textContent = copied
        if (news) news.textContent = copiedOf.replace('{what}', what)
      } catch {
        page.getSelection()?.selectAllChildren(code)
      }
    })
    button.addEventListener('blur', () => {
      button.textContent = copy
    })
    caption.append(' ', button)
  }
}

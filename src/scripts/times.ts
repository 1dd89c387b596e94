/** Adds the reader's own time where it differs from the provider's. */

/** Every time gets it as its tooltip; those that matter now show it beside. */
export function showYourTimes(root: ParentNode): void {
  const phrase = document.querySelector<HTMLElement>('main')?.dataset.yours ?? 'TIME'
  const lang = document.documentElement.lang
  const clock = new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const full = new Intl.DateTimeFormat(lang, { dateStyle: 'full', timeStyle: 'short' })
  for (const time of root.querySelectorAll('time')) {
    const at = new Date(time.dateTime)
    if (Number.isNaN(at.getTime())) continue
    time.title = full.format(at)
    if (!('yours' in time.dataset) || time.textContent.includes(clock.format(at))) continue
    const own = document.createElement('small')
    own.className = 'yours'
    own.textContent = ` ${phrase.replace('TIME', clock.format(at))}`
    time.after(own)
  }
}

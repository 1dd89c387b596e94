/** How long it is until the next word, or has been since: a file can say the time alone. */

const MINUTE = 60_000

/** "in 5 days" */
const inDays = (days: number) => new Intl.RelativeTimeFormat(document.documentElement.lang).format(days, 'day')

/** `ahead`: how far the server's clock is ahead of the reader's, ms. */
export function countDown(page: ParentNode, ahead = 0): void {
  for (const next of page.querySelectorAll<HTMLElement>('.next')) {
    const { due, left = '', late = '' } = next.dataset
    const until = Number(due) - Date.now() - ahead
    const isLate = until <= 0
    // A minute that has begun counts as one that is left, and not yet as one that is late.
    const minutes = isLate ? Math.floor(-until / MINUTE) : Math.ceil(until / MINUTE)
    const [short = '', long = ''] = (isLate ? late : left).split('|')
    const pattern = minutes > 60 ? long : short
    const days = Math.floor(minutes / (24 * 60))
    const text =
      days > 1 && !isLate
        ? inDays(days)
        : pattern
            .replace('{h}', String(Math.floor(minutes / 60)))
            .replace('{m}', minutes > 60 ? `${minutes % 60}` : minutes ? `${minutes}` : '<1')
    const place = next.querySelector('.left')
    if (place && place.textContent !== text) place.textContent = text
    next.classList.toggle('past', isLate)
    // Beyond the hour it is full. Drawn backwards from where it is due.
    const rest = isLate ? 0 : Math.min(60, until / MINUTE)
    next.querySelector('.rest')?.setAttribute('stroke-dasharray', `0 ${60 - rest} ${rest} 0`)
  }
}

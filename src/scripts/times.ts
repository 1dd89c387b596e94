/** Adds the reader's own time where it differs from the provider's. */

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const FULL = { dateStyle: 'full', timeStyle: 'short' } as const

/**
 * Every time gets it as its tooltip; those that matter now (`data-yours`) show it beside. The end of a window (`data-from`
 * is its start) shows both ends.
 */
export function showYourTimes(root: ParentNode): void {
  const { lang } = document.documentElement
  const { yours = '{time}', zone = 'UTC', dates = lang } = document.querySelector('main')?.dataset ?? {}
  const clock = (at: Date, timeZone?: string) => at.toLocaleTimeString(lang, { ...CLOCK, timeZone })
  const day = (at: Date, timeZone?: string) => at.toLocaleDateString(dates, { weekday: 'short', timeZone })
  for (const time of root.querySelectorAll('time')) {
    const at = new Date(time.dateTime)
    if (Number.isNaN(at.getTime())) continue
    time.title = at.toLocaleString(dates, FULL)
    if (!('yours' in time.dataset) || clock(at) === clock(at, zone)) continue
    const { from } = time.dataset
    const ends = from ? [new Date(from), at] : [at]
    const named = from || day(at) !== day(at, zone)
    const text = ends.map((end) => (named ? `${day(end)} ${clock(end)}` : clock(end))).join(' → ')
    const own = document.createElement('small')
    own.className = 'yours'
    own.textContent = yours.replace('{time}', text)
    time.after(' ', own)
  }
}

/** "14:02" of the reader. */
export function clockOf(at: number): string {
  return new Date(at).toLocaleTimeString(document.documentElement.lang, CLOCK)
}

/** Adds the reader's own time where it differs from the provider's. */

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const FULL = { dateStyle: 'full', timeStyle: 'short' } as const

/** Every time gets it as its tooltip; those that matter now (`data-yours`) show it beside. */
export function showYourTimes(root: ParentNode): void {
  const { lang } = document.documentElement
  const { yours = 'TIME', zone: timeZone } = document.querySelector('main')?.dataset ?? {}
  for (const time of root.querySelectorAll('time')) {
    const at = new Date(time.dateTime)
    if (Number.isNaN(at.getTime())) continue
    time.title = at.toLocaleString(lang, FULL)
    const clock = at.toLocaleTimeString(lang, CLOCK)
    if (!('yours' in time.dataset) || clock === at.toLocaleTimeString(lang, { ...CLOCK, timeZone })) continue
    const day = at.toLocaleDateString(lang, { weekday: 'short' })
    const sameDay = day === at.toLocaleDateString(lang, { weekday: 'short', timeZone })
    const own = document.createElement('small')
    own.className = 'yours'
    own.textContent = ` ${yours.replace('TIME', sameDay ? clock : `${day} ${clock}`)}`
    time.after(own)
  }
}

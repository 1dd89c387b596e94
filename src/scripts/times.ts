/** Puts the reader's own time first where it differs from the provider's; both name their zones. */
import { zoneNameAt } from '../../server/domain/time/zone-name.ts'

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const FORMAT = { ...CLOCK, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]

/**
 * A time that is not `data-plain` is given anew, with the provider's after it in brackets. The second end of a window
 * (`data-from` is its start) is followed by both ends of the provider's.
 */
export function showYourTimes(root: ParentNode): void {
  const { zone = 'UTC' } = document.querySelector('main')?.dataset ?? {}
  const [yours, theirs] = [inZone(), inZone(zone)]
  const now = Date.now()
  for (const time of root.querySelectorAll('time')) {
    const at = Date.parse(time.dateTime)
    // A day is the provider's, and has no time.
    if (!time.dateTime.includes('T') || Number.isNaN(at)) continue
    if ('plain' in time.dataset || yours.reads(at) === theirs.reads(at)) continue
    const [from, until] = [time.dataset.from, time.dataset.until].map((end) => Date.parse(end ?? ''))
    if (until) time.textContent = yours.dated(at, yours.name(at) !== yours.name(until))
    else if (from || /^\d\d:/.test(time.textContent)) time.textContent = yours.near(at, from || now)
    else time.textContent = yours.dated(at)
    if (until || time.closest('.asof')) continue
    const own = document.createElement('small')
    own.className = 'theirs'
    own.textContent = from
      ? `(${theirs.brief(from, theirs.name(from) !== theirs.name(at))} → ${theirs.near(at, from)})`
      : `(${yours.day(at) === theirs.day(at) ? theirs.clock(at) : theirs.brief(at)})`
    const next = time.closest('.next p')
    if (next) next.append(' ', own)
    else time.after(' ', own)
  }
}

/** Texts of instants in one zone and the language of the page, whose patterns `main` has. */
function inZone(timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone) {
  const { dates = 'en', dated = '', brief = '' } = document.querySelector('main')?.dataset ?? {}
  const format = new Intl.DateTimeFormat(dates, { ...FORMAT, timeZone })
  const name = (at: number) => zoneNameAt(at, timeZone)
  /** Its parts, and its clock: "22:04 JST", or "22:04" beside another that names the zone. */
  const read = (at: number, named = true): Record<string, string | undefined> => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
    return { ...parts, clock: `${parts.hour}:${parts.minute}${named ? ` ${name(at)}` : ''}` }
  }
  const fill = (pattern: string, at: number, named?: boolean) => {
    const all = read(at, named)
    return pattern.replace(/{(\w+)}/g, (_, part) => all[part] ?? '')
  }
  const say = {
    name,
    clock: (at: number) => fill('{clock}', at),
    /** What is the same in two zones that differ in their names alone. */
    reads: (at: number) => format.format(at),
    day: (at: number) => fill('{day} {month} {year}', at),
    /** "Sun 22 Nov 2026, 22:04 JST" */
    dated: (at: number, named?: boolean) => fill(dated, at, named),
    /** "Sun 22:04 JST" */
    brief: (at: number, named?: boolean) => fill(brief, at, named),
    /** The clock alone on the day of another instant, and the date where a weekday does not say it. */
    near: (at: number, other: number) => {
      if (say.day(at) === say.day(other)) return say.clock(at)
      const isNear = Math.abs(at - other) < 6 * DAY && read(at).year === read(other).year
      return isNear ? say.brief(at) : say.dated(at)
    },
  }
  return say
}

/** Says beside a time (`data-ago`) how long ago that was. `ahead`: how far the server's clock is, ms. */
export function sayHowLongAgo(root: ParentNode, ahead = 0): void {
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' })
  const now = Date.now() + ahead
  for (const time of root.querySelectorAll<HTMLTimeElement>('time[data-ago]')) {
    const ms = Math.max(0, now - Date.parse(time.dateTime))
    const [unit, length] =
      ms < HOUR ? (['minute', MINUTE] as const) : ms < DAY ? (['hour', HOUR] as const) : (['day', DAY] as const)
    const text = ms < MINUTE ? format.format(0, 'second') : format.format(-Math.floor(ms / length), unit)
    const after = time.nextElementSibling?.matches('.theirs') ? time.nextElementSibling : time
    let ago = after.nextElementSibling
    if (!ago?.matches('.ago')) {
      ago = document.createElement('small')
      ago.className = 'ago'
      after.after(' ', ago)
    }
    if (ago.textContent !== text) ago.textContent = text
  }
}

/** "14:02" of the reader. */
export function clockOf(at: number): string {
  return new Date(at).toLocaleTimeString(document.documentElement.lang, CLOCK)
}

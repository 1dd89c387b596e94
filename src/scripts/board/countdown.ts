/** How long there is, counted on each second from the times in the page. */
import { serverNow } from './server-time.ts'

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000]

/** Brings every countdown below `root` up to date. Those further away than a day are left as the page has them. */
export function count(root: ParentNode, patterns: DOMStringMap, now = serverNow()): void {
  for (const one of root.querySelectorAll<HTMLElement>('[data-due]')) {
    const left = Number(one.dataset.due) - now
    if (Math.abs(left) >= DAY) continue
    const text = inWords(Math.abs(left), patterns)
    const shown = left < 0 ? (patterns.late ?? '{time}').replace('{time}', text) : text
    if (one.textContent !== shown) one.textContent = shown
  }
  for (const one of root.querySelectorAll<HTMLElement>('[data-until]')) {
    if (Number(one.dataset.until) <= now) one.hidden = true
  }
}

function inWords(ms: number, { minutes = '{m}:{s}', hours = '{h}:{m}' }: DOMStringMap): string {
  const [h, m, s] = [Math.floor(ms / HOUR), Math.floor((ms % HOUR) / MINUTE), Math.floor((ms % MINUTE) / SECOND)]
  const pattern = h > 0 ? hours : minutes
  return pattern.replace('{h}', `${h}`).replace('{m}', `${m}`).replace('{s}', `${s}`.padStart(2, '0'))
}

/** What became overdue after `from`, up to `to`, in the words of the page. */
export function overdueBetween(root: ParentNode, from: number, to: number): string[] {
  return [...root.querySelectorAll<HTMLElement>('[data-at]')].flatMap(({ dataset }) => {
    const at = Number(dataset.at)
    return from <= at && at < to ? [dataset.overdue ?? ''] : []
  })
}

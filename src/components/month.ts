import type { Dictionary } from '../i18n/index.ts'
import type { MonthView } from '../views.ts'
import type { Setting } from './setting.ts'

/** A month in a few whole sentences. */
export function summaryOf(
  view: MonthView,
  t: Dictionary,
  { duration, day }: Pick<Setting, 'duration' | 'day'>,
): string[] {
  const { incidents, total, notices } = view
  const { month: words, promises } = t
  const masters = incidents.filter(({ priority }) => priority === 'P1G').length
  const open = incidents.filter(({ resolvedAt }) => resolvedAt === null).length
  const longest = incidents.reduce((most, { lasted }) => Math.max(most, lasted ?? 0), 0)
  return [
    view.began !== null && words.beganOn(day(view.began)),
    incidents.length === 0 ? words.none : words.incidents(incidents.length),
    masters > 0 && words.masters(masters),
    longest > 0 && words.longest(duration(longest)),
    open > 0 && words.open(open),
    total.due === 0 ? words.notPromised : words.promised(total.kept, total.due),
    notices.due === 0 ? promises.noNotices : promises.noticesText(notices.kept, notices.due),
    notices.late > 0 && promises.noticesLate(notices.late),
    notices.missed > 0 && promises.noticesMissed(notices.missed),
  ].filter((sentence) => sentence !== false)
}

import type { Dictionary } from '../../../i18n/index.ts'
import type { NoticeView } from '../../../views.ts'

/** When a notice was promised: "7 days before". */
export function whenWords(
  { maintenance }: Dictionary,
  duration: (ms: number) => string,
  when: NoticeView['when'],
): string {
  if (typeof when === 'number') return maintenance.before(duration(when))
  return { at_once: maintenance.atOnce, start: maintenance.atStart, end: maintenance.atEnd }[when]
}

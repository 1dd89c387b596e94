import type { Dictionary } from '../../i18n/index.ts'
import type { ProgrammeView } from '../../views.ts'

/** "Usually the third Friday of each month, 22:00 to 04:00 on the next day (America/Denver)" */
export function whenText({ rule, wallStart, wallEnd, zone }: ProgrammeView, { rules, words }: Dictionary): string {
  const days = rule.days.map(({ day, nth }) => (nth === null ? rules.weekday(day) : rules.nthWeekday(nth, day)))
  const which = words.list([...days, ...rule.dates.map(rules.dateOfMonth)])
  const say = { day: rules.daily, week: rules.weekly, month: rules.monthly }[rule.unit]
  return rules.hours(say(rule.every, which), wallStart, wallEnd, wallEnd <= wallStart, zone)
}

/** "Followers are told by e-mail 7 days before, when it starts, and when it ends." `duration` prints milliseconds. */
export function toldText(
  { before, atOnce, start, end }: ProgrammeView['notices'],
  { rules, words }: Dictionary,
  duration: (ms: number) => string,
): string {
  const moments = [
    atOnce && rules.toldAtOnce,
    ...before.map((ms) => rules.toldBefore(duration(ms))),
    start && rules.toldAtStart,
    end && rules.toldAtEnd,
  ].filter((moment) => moment !== false)
  return moments.length === 0 ? rules.pageOnly : rules.told(words.list(moments))
}

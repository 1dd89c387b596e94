import { planShown } from '../../../db/seed/support.ts'
import { readSetting } from '../../../db/system/settings.ts'
import { rosterOf } from '../../actions/ladder/roster.ts'
import { type Coverage, type CoverageGap, coverageOf, type Stretch } from '../../domain/ladder/coverage.ts'
import { AUTHOR } from '../../domain/ladder/ladder.ts'
import { listPlatforms } from '../../queries/platforms.ts'
import type { ExaminedData, Finding } from './finding.ts'

const MEND = 'Set "staff" with "desk" and "leads", or "teams", in the configuration: docs/ladder.md.'
const FILL = 'Name somebody in "teams", or stand-ins for these hours, in the configuration: docs/ladder.md.'
const NO_AUTHOR = `ladder: the team of the role "${AUTHOR}" is told nothing: the author is whoever posted last, by their account at the desk`

const INVENTED: Finding = {
  level: 'warn',
  text: 'ladder: the configuration names nobody; only the invented people of the demonstration are told, into the local mailbox',
  mend: MEND,
}

/** Whether somebody is told of what is owed at every hour, and by which rungs nobody is. */
export async function ladderFindings({ db, config, now }: ExaminedData): Promise<Finding[]> {
  const isDemo = config.mail.kind === 'mailbox' && (await readSetting(db, 'demo')) !== null
  const plan = planShown(config.plan, isDemo)
  const platforms = await listPlatforms(db, { archived: true })
  const groupsOf = (some: typeof platforms) => [...new Set(some.map(({ group }) => group))]
  const groups = { used: groupsOf(platforms.filter(({ archived }) => !archived)), known: groupsOf(platforms) }
  const findings = inFindings(coverageOf(rosterOf(plan), plan.ladder, groups, now))
  return plan.staff === config.plan.staff ? findings : [INVENTED, ...findings.filter(({ level }) => level !== 'ok')]
}

/** What a coverage means, in words. Without platforms nothing is owed that anybody would have to be told of. */
export function inFindings({ gaps, silent, instead, unusedRoles, unknownFamilies, isIdle }: Coverage): Finding[] {
  const nobody = silent.map((gap): Finding => {
    const isAlways = gap.isUnfilled && gap.families === null
    const text = isAlways ? 'leads to nobody: what is overdue is told to no one' : `leads to nobody at all ${when(gap)}`
    return { level: isIdle ? 'warn' : 'fail', text: `ladder: ${text}`, mend: MEND }
  })
  const isEmpty = silent.some((gap) => gap.isUnfilled && gap.families === null)
  const findings: Finding[] = [
    ...nobody,
    ...(isEmpty ? [] : gaps).map(
      (gap): Finding => ({ level: 'warn', text: `ladder: ${missing(gap)}${told(instead)}`, mend: FILL }),
    ),
    ...unusedRoles.map((role): Finding => {
      if (role === AUTHOR) return { level: 'warn', text: NO_AUTHOR, mend: 'Give the team a role that "ladder" names.' }
      const mend = 'Write it as "ladder" does, or add it to a rung.'
      return { level: 'warn', text: `ladder: no rung names the role "${role}" of "teams"`, mend }
    }),
    ...unknownFamilies.map((name): Finding => {
      const text = `ladder: no group of platforms is called "${name}", as "families" of "teams" says`
      return { level: 'warn', text, mend: 'Write it as on the page; "platform list" shows the groups.' }
    }),
  ]
  return findings.length > 0
    ? findings
    : [{ level: 'ok', text: 'ladder: somebody is on duty for every rung at every hour' }]
}

function told(instead: Coverage['instead']): string {
  if (instead === null) return '; no leads and no desk stand in: all goes to whoever else the ladder names'
  return instead === 'leads' ? '; the leads are told instead' : '; the desk is told instead'
}

function missing(gap: CoverageGap): string {
  const roles = gap.roles.join(', ')
  if (!gap.isUnfilled) return `${roles}: nobody on duty ${when(gap)}`
  return `nobody fills ${roles}${gap.families === null ? '' : ` for ${gap.families.join(', ')}`}`
}

/** "Sat, Sun 00:00–24:00; 2026-12-25 (holiday) 08:00–17:00 (Voice, Chat)" */
function when({ weekly, dates, families }: CoverageGap): string {
  const hours = (stretches: readonly Stretch[]) => stretches.map(({ from, to }) => `${from}–${to}`).join(' and ')
  const days = Map.groupBy(weekly, ({ stretches }) => hours(stretches))
  const week = [...days].map(([times, some]) => `${some.map(({ day }) => capital(day)).join(', ')} ${times}`)
  const special = dates
    .map(({ date, why, stretches }) => ({ date, why: `(${WHY[why]}) ${hours(stretches)}` }))
    .reduce<Run[]>(inRuns, [])
    .map(({ from, until, why }) => `${from === until ? from : `${from} to ${until}`} ${why}`)
  const of = families === null || families.length === 0 ? '' : ` (${families.join(', ')})`
  return `${[...week, ...special].join('; ')}${of}`
}

/** A turn of duty that a holiday closed ends on the morning after it. */
const WHY = { holiday: 'holiday', after: 'night of the holiday before', away: 'away' } as const

/** Consecutive days of which the same is so. */
interface Run {
  from: string
  until: string
  why: string
}

function inRuns(runs: Run[], { date, why }: { date: string; why: string }): Run[] {
  const last = runs.at(-1)
  const isNext = last?.why === why && Temporal.PlainDate.from(last.until).add({ days: 1 }).toString() === date
  return isNext ? [...runs.slice(0, -1), { ...last, until: date }] : [...runs, { from: date, until: date, why }]
}

const capital = (day: string) => `${day.charAt(0).toUpperCase()}${day.slice(1)}`
